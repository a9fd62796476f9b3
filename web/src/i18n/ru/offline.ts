import type { offline as English } from "../en/offline.ts";

/** Что говорит страница без сети. */
export const offline: typeof English = {
  fromStore: (when) => `Нет сети: вы видите то, что загрузилось ${when}.`,
};
