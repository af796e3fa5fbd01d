package dev.sluice.console.connect;

/// Node ids of the connect view.
public final class ConnectIds {
    public static final String ROOT = "connect";
    public static final String URL = "connect-url";
    public static final String TOKEN = "connect-token";
    public static final String TOKEN_HINT = "connect-token-hint";
    public static final String SUBMIT = "connect-submit";
    public static final String CANCEL = "connect-cancel";
    public static final String ERROR = "connect-error";

    private ConnectIds() {}
}
