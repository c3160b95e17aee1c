// Follows events with EventSource, which connects again by itself, and prints each id once.
import { EventSource } from "eventsource";

const [address, token] = process.argv.slice(2);
const source = new EventSource(`${address}/api/v1/events?type=io.novacron.vm.*`, {
  fetch: (url, init) =>
    fetch(url, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } }),
});
source.addEventListener("open", () => console.log("open"));
source.addEventListener("error", (event) => console.log(`error ${event.code ?? ""}`));
for (const type of process.argv.slice(4)) {
  source.addEventListener(type, (message) => {
    const event = JSON.parse(message.data);
    console.log(`event ${event.id} ${event.type} ${event.subject}`);
  });
}
