-- One configuration a user: the newest. Keys are not taken over: the original stored them in clear.
create unlogged table original.configuration_place as
select a.id, u.id as user_id, row_number() over (partition by a.user_id
  order by a.updated_at desc nulls last, a.created_at desc nulls last, a.id) as place
from original.ai_configurations a join users u on u.id = a.user_id;

insert into ai_configurations (id, user_id, model_name, base_url, max_tokens, temperature, created_at,
  updated_at)
select a.id, a.user_id, left(coalesce(nullif(a.model_name, ''), 'gpt-3.5-turbo'), 100),
  left(coalesce(nullif(a.base_url, ''), 'https://api.openai.com/v1'), 255),
  case when a.max_tokens between 1 and 100000 then a.max_tokens else 2000 end,
  case when a.temperature between 0 and 2 then a.temperature else 0.7 end,
  coalesce(original.instant(a.created_at), original.instant(a.updated_at), now()),
  coalesce(original.instant(a.updated_at), original.instant(a.created_at), now())
from original.ai_configurations a join original.configuration_place p using (id) where p.place = 1;

select original.note('ai_configurations', n.id, n.user_id, jsonb_build_object(
    'model_name', case when o.model_name <> n.model_name then o.model_name end,
    'base_url', case when o.base_url <> n.base_url then o.base_url end,
    'max_tokens', case when o.max_tokens <> n.max_tokens then o.max_tokens::text end,
    'temperature', case when o.temperature <> n.temperature then o.temperature::text end))
from original.ai_configurations o join ai_configurations n using (id)
where (o.model_name, o.base_url, o.max_tokens, o.temperature)
  is distinct from (n.model_name, n.base_url, n.max_tokens, n.temperature);

select original.keep('ai_configurations', o.id, o.user_id,
  case when p.id is null then 'its user is missing' else 'its user has a newer one' end,
  to_jsonb(o) - 'api_key_encrypted')
from original.ai_configurations o left join original.configuration_place p using (id)
where p.place is distinct from 1;
