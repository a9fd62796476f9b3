-- What the model's client knows about an answer beside its text: older messages that were left out, what the owner of the
-- model can do about a failure, and when to try again.

alter table chat_messages
  -- `left_out`, `advice`, `retry_at`, each only where there is something to say; null: nothing.
  add column notes jsonb;
