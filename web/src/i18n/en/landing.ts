import { en } from "../plural.ts";

/** The start page. */
export const landing = {
  pageTitle: "A course plan you can talk to",
  title: "Say what you want to learn. Argue with the plan until it fits.",
  lead: "An AI mentor replies at once with a course plan. Refine it together in one chat, then turn it into modules with one click.",
  ask: "What do you want to learn?",
  askHint: "No registration. You can change everything later.",
  askPlaceholder: "Python for data analysis",
  start: "Get my plan",
  starting: "Starting…",
  missing: "Enter what you want to learn",
  tryOne: "For example",
  examples: [
    "Python for data analysis",
    "Spanish for travelling",
    "Photography with a phone",
    "Music theory from scratch",
  ],
  setup: (level: string, hours: string) => `${level} level, ${hours}`,
  change: "Change",
  exampleTitle: "See how a plan changes",
  exampleCaption: "An example. Pick a request and see how the mentor changes the plan.",
  exampleWish: "I want to read news in Spanish",
  wishes: "Ask the mentor",
  you: "You",
  mentor: "Mentor",
  planSize: (modules: number, hours: number) =>
    `${en(modules, "module", "modules")}, ${en(hours, "hour", "hours")}`,
  variants: [
    {
      wish: "Make it shorter",
      answer: "Done: grammar is now taught as you read.",
      modules: [
        ["Sounds, spelling, first 300 words", 5],
        ["Reading headlines, grammar as you go", 7],
        ["A week of real news", 4],
      ],
    },
    {
      wish: "More practice",
      answer: "Every module now ends with an article you read on your own.",
      modules: [
        ["Sounds, spelling, first 300 words", 5],
        ["The grammar that headlines use", 5],
        ["Reading headlines: 20 a day", 6],
        ["Whole articles, with a word list", 6],
        ["A week of real news", 6],
      ],
    },
    {
      wish: "Add listening",
      answer: "I added a module on slow-speed radio news.",
      modules: [
        ["Sounds, spelling, first 300 words", 5],
        ["The grammar that headlines use", 5],
        ["Reading headlines", 4],
        ["Radio news, from slow to full speed", 6],
        ["A week of real news", 4],
      ],
    },
  ] as readonly ExampleVariant[],
  firstAnswer: "Here is a plan for a beginner.",
  firstModules: [
    ["Sounds, spelling, first 300 words", 5],
    ["The grammar that headlines use", 5],
    ["Reading headlines", 4],
    ["A week of real news", 6],
  ] as readonly ExampleModule[],
  stepsTitle: "How it works",
  steps: [
    ["Say what you want", "A title is enough. Level, hours and expectations help the mentor."],
    [
      "Discuss the plan",
      "Ask for less theory, more practice or a different order. The plan changes as you talk.",
    ],
    ["Finalise it", "One click turns the plan into modules with objectives and hours."],
    [
      "Come back any time",
      "Close the page, open it on another device: every chat is right where you left it.",
    ],
  ] as readonly (readonly [title: string, text: string])[],
};

export type ExampleModule = readonly [title: string, hours: number];
export interface ExampleVariant {
  readonly wish: string;
  readonly answer: string;
  readonly modules: readonly ExampleModule[];
}
