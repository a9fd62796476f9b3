-- Which set of SQL functions the database has: the hash of the folder `sql` and the names in it.
create table sql_functions (
  singleton boolean primary key default true check (singleton),
  hash text not null,
  names text[] not null,
  applied_at timestamptz not null default now()
);

-- What earlier releases defined in their migrations: those that are not in the set any more are dropped with the first.
insert into sql_functions (hash, names) values ('', array[
  'absorb_guest', 'accept_turn', 'check_opened', 'checkpoint_turn', 'claim_json', 'claim_turn',
  'close_call', 'delete_stale_guests', 'delete_user', 'end_answer', 'end_unheld_turn',
  'export_part', 'export_rows', 'first_reserve', 'give_up_turn', 'lock_all_of', 'lock_user',
  'merge_session', 'message_json', 'newest_messages', 'open_again', 'open_turn', 'own_model',
  'planning_session', 'prompt_tokens', 'reopen_answer', 'repeat_turn', 'reserve_tokens',
  'resolve_session', 'settle_tokens', 'settle_turn', 'stop_turn', 'store_modules', 'take',
  'turn_json', 'turns_open'
]);
