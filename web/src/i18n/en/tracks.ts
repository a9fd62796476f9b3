import { en } from "../plural.ts";

/** Tracks, on any page. */
export const tracks = {
  title: "My tracks",
  hours: (n: number) => en(n, "hour", "hours"),
  levels: { beginner: "Beginner", intermediate: "Intermediate", advanced: "Advanced" },
  trackFailed: "This track could not be loaded",
  notYours: {
    title: "Track not found",
    text: "It was deleted, or it belongs to someone else. Tracks are visible only to the person who made them.",
  },
  form: {
    level: "Your level",
    hours: "Hours available",
    hoursPreset: (hours: string) => `Set ${hours}`,
    wrongHours: (max: number) => `Enter a whole number of hours from 1 to ${max}`,
    tooLong: (max: number) => `Use at most ${en(max, "character", "characters")}`,
    missing: "Enter what you want to learn",
  },
};
