package dev.sluice.console.events;

/// What is wrong with a query.
///
/// @param column 1-based column in the query text, 0 when it is not known
record QueryFault(String text, int column) {
    static final QueryFault NONE = new QueryFault("", 0);
}
