// The import table of docs/architecture.md, as rules a machine checks.
/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "no-circular",
      comment:
        "A cycle has no first file to read and no safe order to load. Types and late imports count too.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "protocol-is-plain",
      comment: "The contract runs in the browser and in Lambda: it imports zod and nothing else.",
      severity: "error",
      from: { path: "^packages/protocol/", pathNot: "\\.test\\.ts$" },
      to: { pathNot: ["^packages/protocol/", "node_modules/zod/"] },
    },
    {
      name: "core-knows-no-gateway",
      comment: "The domain must not see how it is called; handlers translate for it.",
      severity: "error",
      from: { path: "^packages/core/" },
      to: { path: ["^packages/(functions|local)/", "@types/aws-lambda", "node_modules/hono/"] },
    },
    {
      name: "sst-only-in-config",
      comment: "Linked resources are read once, in core's config.ts.",
      severity: "error",
      from: { path: "^packages/", pathNot: "^packages/core/src/config\\.ts$" },
      to: { path: "node_modules/sst/" },
    },
    {
      name: "functions-only-translate",
      comment: "Handlers hold no SQL and no model client: those belong to core.",
      severity: "error",
      from: { path: "^packages/functions/" },
      to: { path: ["node_modules/(postgres|openai|@aws-sdk)/", "^packages/local/"] },
    },
    {
      name: "local-runs-bundles",
      comment:
        "The runner knows functions by manifest and bundle, so it cannot cheat the deployed code.",
      severity: "error",
      from: { path: "^packages/local/" },
      to: {
        path: "^packages/(core|protocol|functions)/",
        pathNot: "^packages/(functions/(manifest|site-headers)|protocol/src/backoff)\\.ts$",
      },
    },
    {
      name: "site-is-built",
      comment:
        "The site is served as built: nobody stands on its sources, and its tests see what people see.",
      severity: "error",
      from: { path: "^(packages|test)/" },
      to: { path: "^web/" },
    },
    {
      name: "site-knows-the-contract",
      comment: "The page speaks to the service by its contract and through the client alone.",
      severity: "error",
      from: { path: "^web/" },
      to: { path: "^packages/", pathNot: "^packages/(protocol|client)/" },
    },
    {
      name: "client-is-plain",
      comment:
        "Page and tests drive the same client: it stands on the contract, and the services of its platform come in as parameters.",
      severity: "error",
      from: { path: "^packages/client/", pathNot: "(\\.test\\.ts$|/test/)" },
      to: { pathNot: ["^packages/(client|protocol)/"] },
    },
    {
      name: "client-is-for-browsers",
      comment: "No server package stands on it.",
      severity: "error",
      from: { path: "^packages/(protocol|core|functions|local|mentor)/" },
      to: { path: "^packages/client/" },
    },
    {
      name: "page-without-server-packages",
      comment: "Validation is the server's: zod and what runs in Lambda are too much for a page.",
      severity: "error",
      from: { path: "^web/src/" },
      to: { path: "node_modules/(zod|hono|postgres|openai|@aws-sdk)/" },
    },
    {
      name: "infra-knows-the-manifest",
      comment:
        "The deployment reads what is declared: functions by the manifest, the site's headers. It stands on no code.",
      severity: "error",
      from: { path: "^(infra/|sst\\.config\\.ts$)", pathNot: "^infra/(bootstrap|cost|doctor)/" },
      to: {
        pathNot: [
          "^infra/(?!bootstrap/)",
          "^packages/functions/(manifest|site-headers)\\.ts$",
          "^(\\./)?\\.sst/",
        ],
      },
    },
    {
      name: "infra-is-a-leaf",
      comment:
        "Its globals are SST's: nothing else can run it, and tests ask what its program makes. Three files do without: what sizes are, and how settings and an address are read.",
      severity: "error",
      from: { pathNot: "^(infra/|sst\\.config\\.ts$)" },
      to: {
        path: "^infra/",
        pathNot: "^infra/((bootstrap|cost|doctor)/|(sizes|setting|database-url)\\.ts$)",
      },
    },
    {
      name: "mentor-stands-alone",
      comment:
        "It is a model server like any other: it knows the platform by the requests it gets.",
      severity: "error",
      from: { path: "^packages/mentor/" },
      to: { path: "^(packages|web)/", pathNot: "^packages/mentor/" },
    },
    {
      name: "mentor-is-for-local",
      comment: "Only the local runner starts it, and only tests look inside.",
      severity: "error",
      from: { pathNot: "^(packages/(mentor|local)|test)/" },
      to: { path: "^packages/mentor/" },
    },
    {
      name: "local-is-a-leaf",
      comment: "Only tests may stand on the local runner.",
      severity: "error",
      from: { pathNot: "^(packages/local|test)/" },
      to: { path: "^packages/local/" },
    },
    {
      name: "bootstrap-stands-alone",
      comment:
        "What an account needs once is made before anything of the platform exists, and by its own tool.",
      severity: "error",
      from: { path: "^infra/(bootstrap|cost|doctor)/" },
      to: { path: ["^packages/", "^web/", "^test/"] },
    },
    {
      name: "cdk-only-in-bootstrap",
      comment: "Everything else is SST's: two tools must not own one resource.",
      severity: "error",
      from: { path: "^(packages|web|infra)/", pathNot: "^infra/bootstrap/" },
      to: { path: "node_modules/(aws-cdk-lib|cdk-nag|constructs)/" },
    },
    {
      name: "no-undeclared-packages",
      comment: "A package used must be in the package.json of whoever uses it.",
      severity: "error",
      from: { path: "^(packages|web)/" },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown", "unknown", "undetermined"] },
    },
  ],
  options: {
    combinedDependencies: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["(^|/)dist/", "^\\.sst/"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
