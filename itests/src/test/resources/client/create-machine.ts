// Creates a machine with types that are generated from the description of the API, and waits for it.
import createClient from "openapi-fetch";
import type { paths } from "./schema.js";

const [address, token] = process.argv.slice(2);
const client = createClient<paths>({
  baseUrl: address,
  headers: { Authorization: `Bearer ${token}` },
});

const created = await client.POST("/api/v1/vms", {
  params: { header: { "Idempotency-Key": "generated-client" }, query: { wait: "50s" } },
  body: {
    name: "from-a-generated-client",
    labels: { made: "by-types" },
    size: { vcpus: 2, memoryGib: 4 },
  },
});
// With dryRun it would be a plan.
if (!created.data || !("machine" in created.data)) {
  throw new Error(`${created.response.status} ${JSON.stringify(created.error)}`);
}

const seen = await client.GET("/api/v1/vms/{id}", { params: { path: { id: created.data.machine.id } } });
if (!seen.data) {
  throw new Error(`${seen.response.status} ${JSON.stringify(seen.error)}`);
}
const begun = created.data.operation;
const wrong = await client.GET("/api/v1/vms/{id}", { params: { path: { id: "vm-none" } } });
console.log(
  JSON.stringify({
    id: seen.data.id,
    state: seen.data.status.state,
    price: seen.data.status.pricePerHour?.amount,
    operation: begun.state,
    problem: wrong.error?.code,
  }),
);
