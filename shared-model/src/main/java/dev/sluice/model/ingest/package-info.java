/// What ingest answers: a receipt with one rejection per event that was refused.
@NullMarked
package dev.sluice.model.ingest;

import org.jspecify.annotations.NullMarked;
