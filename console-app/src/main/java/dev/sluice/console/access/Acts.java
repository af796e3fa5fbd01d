package dev.sluice.console.access;

/// The routes of the acts that the console offers, as the server names them among the permissions.
public final class Acts {
    public static final String PAUSE = "POST /v1/queues/{name}/pause";
    public static final String RESUME = "POST /v1/queues/{name}/resume";
    public static final String THROTTLE = "POST /v1/queues/{name}/throttle";
    public static final String PEEK = "GET /v1/queues/{name}/peek";
    public static final String PURGE = "POST /v1/queues/{name}/purge";
    public static final String DEFINE_QUEUE = "PUT /v1/queues/{name}";
    public static final String DELETE_QUEUE = "DELETE /v1/queues/{name}";
    public static final String UNDO_PURGE = "POST /v1/queues/{name}/purge/{id}/undo";
    public static final String REDRIVE = "POST /v1/queues/{name}/dead-letters/redrive";
    public static final String EDIT_LETTER = "POST /v1/queues/{name}/dead-letters/edit";
    public static final String DISCARD = "POST /v1/queues/{name}/dead-letters/discard";
    public static final String UNDO_DISCARD = "POST /v1/queues/{name}/dead-letters/discards/{id}/undo";
    public static final String STOP_REDRIVE = "DELETE /v1/queues/{name}/dead-letters/redrive/{id}";
    public static final String MARK_LETTERS = "PUT /v1/queues/{name}/dead-letters/groups/{fingerprint}";
    public static final String ACK_ALARM = "POST /v1/alarms/{id}/ack";
    public static final String DISABLE_ALARM_RULE = "POST /v1/alarm-rules/{id}/disable";
    public static final String RESUBMIT = "POST /v1/rejections/{id}/resubmit";
    public static final String REPLAY = "POST /v1/replays";
    public static final String PAUSE_REPLAY = "POST /v1/replays/{id}/pause";
    public static final String RESUME_REPLAY = "POST /v1/replays/{id}/resume";
    public static final String STOP_REPLAY = "POST /v1/replays/{id}/stop";
    public static final String SAVE_SEARCH = "PUT /v1/searches/{name}";
    public static final String PURGE_FOREIGN = "POST /v1/broker/queues/{vhost}/{name}/purge";
    public static final String DELETE_FOREIGN = "POST /v1/broker/queues/{vhost}/{name}/delete";
    public static final String SEE_KEYS = "GET /v1/tokens";
    public static final String MAKE_KEY = "POST /v1/tokens";
    public static final String REVOKE_KEY = "DELETE /v1/tokens/{id}";
    public static final String SEE_USERS = "GET /v1/users";
    public static final String ADD_USER = "POST /v1/users";
    public static final String CHANGE_USER = "PATCH /v1/users/{name}";
    public static final String REMOVE_USER = "DELETE /v1/users/{name}";
    public static final String END_SESSIONS = "DELETE /v1/users/{name}/sessions";

    private Acts() {}
}
