import type { diagram as shape } from "../en/diagram.ts";

export const diagram: typeof shape = {
  draw: "Нарисовать схему",
  hide: "Скрыть схему",
  drawing: "Рисуем…",
  drawn: "Схема нарисована",
  title: "Схема",
  failed: (reason) => `Не удалось нарисовать схему: ${reason}`,
  tooLong: "это заняло слишком много времени. Попробуйте ещё раз.",
};
