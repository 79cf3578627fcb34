/** What the caseworker makes and what outlives the replica: drafts with the outbox, the sync log, the history. */
export const version = 10

export function up(exec: (sql: string) => void): void {
  exec(`
    create table meta (key text primary key, value text not null) without rowid;

    create table draft (
      id text primary key,
      note_id text not null unique,
      revision integer not null,
      state text not null,
      regarding_kind text not null,
      regarding_id text not null,
      fields text not null,
      basis text not null,
      subject text,
      note_subject text,
      note_text text,
      created_at text not null,
      saved_at text not null,
      submitted_at text,
      sent_at text,
      queue_reason text,
      attempts integer not null default 0,
      next_try_at text,
      decision text,
      differences text not null default '[]',
      answer text not null default '',
      send_anyway integer not null default 0,
      deleted_at text
    );
    create index draft_by_state on draft (state, submitted_at);
    create index draft_by_regarding on draft (regarding_id);

    create table sync_log (
      id integer primary key,
      started_at text not null,
      finished_at text,
      first integer not null default 0,
      new_cases integer not null default 0,
      new_payouts integer not null default 0,
      new_payout_sum integer not null default 0,
      stopped_cases integer not null default 0,
      changed_amounts integer not null default 0,
      changed_amount_sum integer not null default 0,
      answers integer not null default 0,
      problem text
    );

    create table history (
      entity text not null,
      row_id text not null,
      case_id text not null,
      etag text not null,
      column text not null,
      before text,
      after text,
      sync_id integer not null,
      at text not null,
      primary key (entity, row_id, etag, column)
    ) without rowid;
    create index history_by_sync on history (sync_id, entity, column);
    create index history_by_case on history (case_id, at);
  `)
}
