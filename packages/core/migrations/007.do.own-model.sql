-- A model of one's own: which it is comes with the claim, and what its key pays costs no budget.

-- Whose key paid for a call: the user's own, or the server's.
alter table ai_calls add column own_key boolean not null default false;

-- A key is stored sealed or not at all. The original kept keys in clear: those are not taken over.
update ai_configurations set api_key_encrypted = 'default'
where api_key_encrypted <> 'default' and api_key_encrypted not like 'v1.%';
alter table ai_configurations add constraint ai_configurations_key_sealed
  check (api_key_encrypted = 'default' or api_key_encrypted like 'v1.%');
