package dev.sluice.console.people;

/// Node ids of the People screen; tests find nodes by them.
public final class PeopleIds {
    public static final String ROOT = "people";
    public static final String TAB = "people-tab";
    public static final String TAB_USERS = "people-tab-users";
    public static final String TAB_PERMISSIONS = "people-tab-your-permissions";
    public static final String WHO = "people-who";
    public static final String PERMISSIONS = "people-permissions";
    public static final String STATE = "people-state";
    public static final String TABLE = "people-table";
    public static final String ADD = "people-add";
    public static final String ROLE = "people-role";
    public static final String PASSWORD = "people-password";
    public static final String DISABLE = "people-disable";
    public static final String LOG_OUT = "people-log-out";
    public static final String REMOVE = "people-remove";
    public static final String DIALOG = "people-dialog";
    public static final String DIALOG_NAME = "people-dialog-name";
    public static final String DIALOG_ROLE = "people-dialog-role";
    public static final String DIALOG_PASSWORD = "people-dialog-password";
    public static final String DIALOG_ERROR = "people-dialog-error";
    public static final String DIALOG_CANCEL = "people-dialog-cancel";
    public static final String DIALOG_CONFIRM = "people-dialog-confirm";

    private PeopleIds() {}
}
