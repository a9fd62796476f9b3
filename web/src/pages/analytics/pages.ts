// Both pages of figures: they have nearly all of their code in common, and are one file of the build.
export { OverviewPage } from "./overview-page.tsx";
export { UsagePage } from "./usage-page.tsx";
