// A static example of a plan that changes with the request a visitor picks.
import { createMemo, createSignal, For, type JSX } from "solid-js";
import { Chip } from "../../components/chip.tsx";
import { announce } from "../../components/live-region.tsx";
import { Plan, type PlanRow } from "../../components/plan.tsx";
import { t } from "../../i18n/index.ts";
import type { ExampleModule } from "../../i18n/en/landing.ts";
import "./example-plan.css";

export function ExamplePlan(): JSX.Element {
  const [picked, setPicked] = createSignal<number>();
  const variant = () => t().landing.variants[picked() ?? -1];
  const modules = (): readonly ExampleModule[] => variant()?.modules ?? t().landing.firstModules;
  const size = (): string =>
    t().landing.planSize(
      modules().length,
      modules().reduce((sum, [, hours]) => sum + hours, 0),
    );
  const rows = createMemo((): PlanRow[] => {
    const before = new Map(t().landing.firstModules);
    return modules().map(([title, hours]) => ({
      title,
      size: t().tracks.hours(hours),
      isNew: before.get(title) !== hours,
    }));
  });

  function pick(index: number): void {
    setPicked(picked() === index ? undefined : index);
    announce(`${variant()?.answer ?? t().landing.firstAnswer} ${size()}`);
  }

  return (
    <section class="example" aria-labelledby="example-title">
      <h2 id="example-title" class="example-title">
        {t().landing.exampleTitle}
      </h2>
      <p class="soft small">{t().landing.exampleCaption}</p>
      <div class="row example-wishes" role="group" aria-label={t().landing.wishes}>
        <For each={t().landing.variants}>
          {(one, index) => (
            <Chip pressed={picked() === index()} onClick={() => pick(index())}>
              {one.wish}
            </Chip>
          )}
        </For>
      </div>
      <p class="example-said">
        <span class="visually-hidden">{t().landing.you}: </span>
        {variant()?.wish ?? t().landing.exampleWish}
      </p>
      <div class="example-answer">
        <p class="example-text">
          <span class="visually-hidden">{t().landing.mentor}: </span>
          {variant()?.answer ?? t().landing.firstAnswer}
        </p>
        <Plan rows={rows()} />
        <p class="example-size">{size()}</p>
      </div>
    </section>
  );
}
