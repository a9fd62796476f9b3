-- An answer that was cut at its length limit can go on where it stopped.

alter table chat_messages
  -- While it goes on: the attempt whose text it goes on from, kept in `answer_versions`. Null otherwise.
  add column continues integer;
