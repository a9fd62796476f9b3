// How long a track takes: the hours of its modules once it has any, and until then the hours asked for.
import type { CourseModule, Track } from "@ai-learning/protocol/track";

export const hoursOfModules = (
  modules: readonly Pick<CourseModule, "estimated_duration_hours">[],
): number => modules.reduce((sum, one) => sum + one.estimated_duration_hours, 0);

export const hoursOf = (track: Pick<Track, "estimated_duration_hours" | "modules">): number =>
  track.modules.length > 0 ? hoursOfModules(track.modules) : track.estimated_duration_hours;
