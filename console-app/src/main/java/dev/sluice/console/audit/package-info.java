/// The Audit screen: what operators did, page by page, found by word.
@NullMarked
package dev.sluice.console.audit;

import org.jspecify.annotations.NullMarked;
