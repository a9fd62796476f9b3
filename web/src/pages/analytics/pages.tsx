// Both pages of figures: they have nearly all of their code in common, and are one file of the build.
import { useLocation } from "@solidjs/router";
import { Show, type JSX } from "solid-js";
import { OverviewPage } from "./overview-page.tsx";
import { UsagePage } from "./usage-page.tsx";

export default function FiguresPages(): JSX.Element {
  const location = useLocation();
  return (
    <Show when={location.pathname.startsWith("/overview")} fallback={<UsagePage />}>
      <OverviewPage />
    </Show>
  );
}
