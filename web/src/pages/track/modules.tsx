// The modules of a track in order, with objectives, hours and status.
import type { CourseModule } from "@ai-learning/protocol/track";
import { For, Show, type JSX } from "solid-js";
import { StatusChip } from "../../components/badge.tsx";
import { EmptyState } from "../../components/message.tsx";
import { Plan } from "../../components/plan.tsx";
import { t } from "../../i18n/index.ts";
import { modulePath } from "../../state/learning-paths.ts";
import { hoursOfModules } from "../../state/track-hours.ts";

export function Modules(props: { trackId: string; modules: readonly CourseModule[] }): JSX.Element {
  return (
    <Show
      when={props.modules.length > 0}
      fallback={
        <EmptyState
          title={t("trackPages").overview.noModulesTitle}
          text={t("trackPages").overview.noModulesText}
        />
      }
    >
      <section class="modules" aria-labelledby="modules-title">
        <div class="modules-head">
          <h2 id="modules-title">{t("trackPages").overview.modulesTitle}</h2>
          <p class="soft">
            {t("trackPages").modules(props.modules.length)},{" "}
            {t().tracks.hours(hoursOfModules(props.modules))}
          </p>
        </div>
        <Plan
          heading="h3"
          rows={props.modules.map((one) => ({
            title: one.title,
            href: modulePath(props.trackId, one.id),
            size: t().tracks.hours(one.estimated_duration_hours),
            mark: (
              <StatusChip status={one.status} label={t("trackPages").moduleStatuses[one.status]} />
            ),
            extra: <ModuleBody module={one} />,
          }))}
        />
      </section>
    </Show>
  );
}

export function ModuleBody(props: { module: CourseModule }): JSX.Element {
  return (
    <div class="module-body">
      <Show when={props.module.lessons_total > 0}>
        <p class="soft small">
          {t("learning").lessonsDone(props.module.lessons_done, props.module.lessons_total)} ·{" "}
          {t("learning").hoursDone(props.module.hours_done, props.module.estimated_duration_hours)}
        </p>
      </Show>
      <Show when={props.module.description}>
        <p class="track-text">{props.module.description}</p>
      </Show>
      <Show when={props.module.learning_objectives.length > 0}>
        <div>
          <p class="small module-goals-title">{t("trackPages").overview.objectives}</p>
          <ul class="module-goals" dir="auto">
            <For each={props.module.learning_objectives}>{(goal) => <li>{goal}</li>}</For>
          </ul>
        </div>
      </Show>
    </div>
  );
}
