-- Saved model keys are sealed under a key of the stage that is named beside them (v2), so that it can be changed.
alter table ai_configurations drop constraint ai_configurations_key_sealed;
alter table ai_configurations add constraint ai_configurations_key_sealed
  check (api_key_encrypted = 'default' or api_key_encrypted ~ '^v[12]\.');
