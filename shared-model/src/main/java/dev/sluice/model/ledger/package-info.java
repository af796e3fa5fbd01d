/// The measured account of every accepted event.
@NullMarked
package dev.sluice.model.ledger;

import org.jspecify.annotations.NullMarked;
