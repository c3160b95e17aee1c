// Follows events with EventSource and prints each once. It connects again by itself when its connection
// breaks; on an answer other than 200, such as 503 while a server starts, it gives up as the standard
// says, so it is opened anew from the last id.
import { EventSource } from "eventsource";

const [address, token, ...types] = process.argv.slice(2);
let last;

function follow() {
  const from = last === undefined ? "" : `&cursor=${encodeURIComponent(last)}`;
  const source = new EventSource(`${address}/api/v1/events?type=io.novacron.vm.*${from}`, {
    fetch: (url, init) =>
      fetch(url, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } }),
  });
  source.addEventListener("open", () => console.log("open"));
  source.addEventListener("error", (event) => {
    console.log(`error ${event.message}`);
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(follow, 500);
    }
  });
  for (const type of types) {
    source.addEventListener(type, (message) => {
      last = message.lastEventId;
      const event = JSON.parse(message.data);
      console.log(`event ${event.id} ${event.type} ${event.subject}`);
    });
  }
}

follow();
