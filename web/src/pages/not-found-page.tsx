// The page for unknown addresses.
import type { JSX } from "solid-js";
import { LinkButton } from "../components/button.tsx";
import { PageHeading } from "../layout/page-heading.tsx";
import { t } from "../i18n/index.ts";

export default function NotFoundPage(): JSX.Element {
  return (
    <div class="page page-narrow stack">
      <PageHeading text={t().app.notFound.title} />
      <p class="soft">{t().app.notFound.text}</p>
      <p class="row">
        <LinkButton variant="primary" href="/">
          {t().app.notFound.home}
        </LinkButton>
      </p>
    </div>
  );
}
