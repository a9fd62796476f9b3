// Addresses of modules and lessons.

export const modulePath = (trackId: string, moduleId: string): string =>
  `/tracks/${trackId}/modules/${moduleId}`;

export const lessonPath = (trackId: string, moduleId: string, lessonId: string): string =>
  `${modulePath(trackId, moduleId)}/lessons/${lessonId}`;

interface PlaceIds {
  readonly module_id: string;
  readonly lesson_id: string | null;
}

/** A lesson, or the module whose lessons are not known yet. */
export const placePath = (trackId: string, { module_id, lesson_id }: PlaceIds): string =>
  lesson_id === null ? modulePath(trackId, module_id) : lessonPath(trackId, module_id, lesson_id);

/** The navigation state that makes a module's page begin the module and open its first lesson. */
export const toStart = { start: "begin" } as const;
/** What it becomes once that was done: a page that is loaded again goes on with what is under way, and begins nothing. */
export const begun = { start: "go on" } as const;
export type ToStart = typeof toStart | typeof begun;
