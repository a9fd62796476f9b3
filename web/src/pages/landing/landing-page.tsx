// The landing page: the form that starts a track, an example, how it works.
import { For, type JSX } from "solid-js";
import { PageHeading } from "../../layout/page-heading.tsx";
import { t } from "../../i18n/index.ts";
import { ExamplePlan } from "./example-plan.tsx";
import "./landing-page.css";
import { StartForm } from "./start-form.tsx";

export default function LandingPage(): JSX.Element {
  return (
    <div class="page landing">
      <div class="landing-top">
        <div class="landing-pitch">
          <PageHeading
            class="landing-title"
            title={t().landing.pageTitle}
            text={t().landing.title}
          />
          <p class="landing-lead">{t().landing.lead}</p>
          <StartForm />
        </div>
        <ExamplePlan />
      </div>
      <section class="landing-steps" aria-labelledby="steps-title">
        <h2 id="steps-title">{t().landing.stepsTitle}</h2>
        <ol class="steps" role="list">
          <For each={t().landing.steps}>
            {([title, text], index) => (
              <li class="step">
                <span class="step-number" aria-hidden="true">
                  {index() + 1}
                </span>
                <h3>{title}</h3>
                <p class="soft">{text}</p>
              </li>
            )}
          </For>
        </ol>
      </section>
    </div>
  );
}
