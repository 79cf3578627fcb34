/** The keys and indexes, built when a first pull has all its rows. */
export const version = 20

export function up(exec: (sql: string) => void): void {
  exec(`
    create unique index term_by_id on term (id);
    create unique index grant_case_by_id on grant_case (id);
    create unique index payout_by_id on payout (id);
    create unique index request_by_id on request (id);
    create unique index note_by_id on note (id);
    create index payout_by_case on payout (case_id);
    create index payout_by_term on payout (term_id);
    create index request_by_regarding on request (regarding_id);
    create index note_by_request on note (request_id);
  `)
}
