/// What the query routes answer: pages, counts, histograms.
@NullMarked
package dev.sluice.model.search;

import org.jspecify.annotations.NullMarked;
