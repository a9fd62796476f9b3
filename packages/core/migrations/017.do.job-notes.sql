-- What the model's client knows about a job beside its result, as chat_messages has it of an answer.

alter table jobs
  -- `left_out`, `advice`, `retry_at`, each only where there is something to say; null: nothing.
  add column notes jsonb;
