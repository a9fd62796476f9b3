/// <reference path="./.sst/platform/config.d.ts" />

// The deployment: one file of `infra/` for each family of resources, in the order in which they need each other.
export default $config({
  app(input) {
    const stage = input.stage;
    const isLasting = stage === "production" || stage === "dev";
    return {
      name: "ai-learning",
      home: "aws",
      removal: stage === "production" ? "retain" : "remove",
      protect: isLasting,
      providers: {
        aws: {
          version: "7.20.0",
          region: (process.env["AWS_REGION"] ?? "eu-central-1") as "eu-central-1",
          defaultTags: { tags: { app: "ai-learning", stage } },
        },
        // The version SST itself brings.
        random: "4.18.4",
      },
    };
  },
  async run() {
    await import("./infra/defaults.ts");
    await import("./infra/secrets.ts");
    await import("./infra/network.ts");
    await import("./infra/database.ts");
    await import("./infra/connections.ts");
    await import("./infra/queue.ts");
    await import("./infra/socket.ts");
    await import("./infra/firewall.ts");
    const { url } = await import("./infra/router.ts");
    await import("./infra/functions.ts");
    await import("./infra/http.ts");
    await import("./infra/websocket.ts");
    await import("./infra/consumers.ts");
    await import("./infra/schedule.ts");
    await import("./infra/web.ts");
    await import("./infra/alarms.ts");
    return { url };
  },
});
