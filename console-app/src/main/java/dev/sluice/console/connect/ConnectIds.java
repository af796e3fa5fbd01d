package dev.sluice.console.connect;

/// Node ids of the connect view.
public final class ConnectIds {
    public static final String ROOT = "connect";
    public static final String URL = "connect-url";
    public static final String WAY = "connect-way";
    public static final String WAY_USER = "connect-way-user-and-password";
    public static final String USER = "connect-user";
    public static final String PASSWORD = "connect-password";
    public static final String TOKEN = "connect-token";
    public static final String TOKEN_HINT = "connect-token-hint";
    public static final String SUBMIT = "connect-submit";
    public static final String CANCEL = "connect-cancel";
    public static final String ERROR = "connect-error";

    public static final String CERTIFICATE = "connect-certificate";
    public static final String CERTIFICATE_TITLE = "connect-certificate-title";
    public static final String CERTIFICATE_SERVER = "connect-certificate-server";
    public static final String CERTIFICATE_KNOWN = "connect-certificate-known";
    public static final String CERTIFICATE_FINGERPRINT = "connect-certificate-fingerprint";
    public static final String CERTIFICATE_FACTS = "connect-certificate-facts";
    public static final String CERTIFICATE_ADVICE = "connect-certificate-advice";
    public static final String CERTIFICATE_LINE = "connect-certificate-line";
    public static final String CERTIFICATE_COPY = "connect-certificate-copy";
    public static final String CERTIFICATE_TRUST = "connect-certificate-trust";
    public static final String CERTIFICATE_BACK = "connect-certificate-back";

    public static final String REJOIN = "rejoin";
    public static final String REJOIN_WHY = "rejoin-why";
    public static final String REJOIN_USER = "rejoin-user";
    public static final String REJOIN_PASSWORD = "rejoin-password";
    public static final String REJOIN_ERROR = "rejoin-error";
    public static final String REJOIN_SUBMIT = "rejoin-submit";
    public static final String REJOIN_LATER = "rejoin-later";
    public static final String REJOIN_LEAVE = "rejoin-leave";

    private ConnectIds() {}
}
