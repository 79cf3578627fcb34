/**
 * Tables for IMDi's rows and the cursor, without any key on IMDi's ids: a first pull only appends. The keys and
 * indexes come in one go when every row is there (the next step), which is several times faster than keeping
 * them up to date row by row.
 */
export const version = 10

export function up(exec: (sql: string) => void): void {
  exec(`
    create table meta (key text primary key, value text not null) without rowid;

    create table cursor (
      entity text primary key,
      kind text not null,
      link text not null,
      rows integer not null
    ) without rowid;

    create table term (
      seq integer primary key,
      id text not null,
      etag text not null,
      modified_on text not null,
      name text not null,
      year integer not null,
      number integer not null,
      term_date text,
      payment_date text,
      status integer not null,
      status_text text not null,
      extra text
    );

    create table grant_case (
      seq integer primary key,
      id text not null,
      etag text not null,
      modified_on text not null,
      case_number text not null,
      type integer not null,
      type_text text not null,
      code text not null,
      given_name text not null,
      family_name text not null,
      national_id text not null,
      duf_number text not null,
      birth_date text,
      gender integer,
      gender_text text not null,
      citizenship text not null,
      qualifying_date text,
      settled_date text,
      grant_year integer,
      total_amount integer not null,
      municipality_number text not null,
      moved_to text not null,
      moved_from text not null,
      status integer not null,
      status_text text not null,
      stop_reason integer,
      stop_reason_text text not null,
      stop_date text,
      extra text
    );

    create table payout (
      seq integer primary key,
      id text not null,
      etag text not null,
      modified_on text not null,
      case_id text not null,
      term_id text not null,
      amount integer not null,
      kind integer not null,
      kind_text text not null,
      grant_year integer,
      code text not null,
      payment_date text,
      reference text not null,
      status integer not null,
      status_text text not null,
      extra text
    );

    create table request (
      seq integer primary key,
      id text not null,
      etag text not null,
      modified_on text not null,
      subject text not null,
      regarding_kind text not null,
      regarding_id text not null,
      sent_by text not null,
      created_on text,
      status integer not null,
      status_text text not null,
      answer text not null,
      extra text
    );

    create table note (
      seq integer primary key,
      id text not null,
      etag text not null,
      modified_on text not null,
      subject text not null,
      text text not null,
      request_id text not null,
      filename text not null,
      mimetype text not null,
      created_on text,
      extra text
    );

    -- Rows that could not be understood: kept as they came, so that nothing is lost and a later version can try again.
    create table set_aside (
      entity text not null,
      id text not null,
      reason text not null,
      body text not null,
      primary key (entity, id)
    ) without rowid;

    -- Deletes that arrive during a first pull, before there is a key to delete by.
    create table gone (entity text not null, id text not null, after_seq integer not null);
  `)
}
