/**
 * The index of Saker and the sums of terms, kept from one start to the next (queries/case-index/kept-index.ts), and
 * what has changed since they were kept. Triggers note it, in the transaction of the change itself: no code that
 * writes rows can forget to. (`insert or ignore` would not do in a trigger: the statement that fires it decides, and
 * an upsert decides to fail.)
 */
export const version = 30

export function up(exec: (sql: string) => void): void {
  exec(`
    create table kept_index (part text primary key, body not null);
    create table touched_case (id text primary key) without rowid;
    create table touched_term (id text primary key) without rowid;

    create trigger case_inserted after insert on grant_case begin
      insert into touched_case values (new.id) on conflict do nothing;
      insert into touched_term select distinct term_id from payout where case_id = new.id on conflict do nothing;
    end;
    create trigger case_updated after update on grant_case begin
      insert into touched_case values (old.id), (new.id) on conflict do nothing;
    end;
    create trigger case_type_updated after update on grant_case
      when old.id <> new.id or old.type <> new.type or old.type_text <> new.type_text begin
      insert into touched_term select distinct term_id from payout where case_id in (old.id, new.id) on conflict do nothing;
    end;
    -- What left must leave altogether: a kept index would still hold the person's name.
    create trigger case_deleted after delete on grant_case begin
      delete from kept_index;
      insert into touched_case values (old.id) on conflict do nothing;
      insert into touched_term select distinct term_id from payout where case_id = old.id on conflict do nothing;
    end;

    create trigger payout_inserted after insert on payout begin
      insert into touched_case values (new.case_id) on conflict do nothing;
      insert into touched_term values (new.term_id) on conflict do nothing;
    end;
    create trigger payout_updated after update on payout begin
      insert into touched_case values (old.case_id), (new.case_id) on conflict do nothing;
      insert into touched_term values (old.term_id), (new.term_id) on conflict do nothing;
    end;
    create trigger payout_deleted after delete on payout begin
      insert into touched_case values (old.case_id) on conflict do nothing;
      insert into touched_term values (old.term_id) on conflict do nothing;
    end;

    -- A term's name, number and state are part of every case paid in it: nothing kept holds any longer.
    create trigger term_inserted after insert on term begin delete from kept_index; end;
    create trigger term_updated after update on term begin delete from kept_index; end;
    create trigger term_deleted after delete on term begin delete from kept_index; end;
  `)
}
