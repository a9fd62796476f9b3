-- Chats of a module: for the key that removes them with it, and for figures of one user's tracks. The unique index is of study
-- chats alone, which neither of them says.
create index chats_by_module on chats (module_id) where module_id is not null;
