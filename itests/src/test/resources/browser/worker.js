// A browser's own EventSource can't send a token, so this worker adds it to what the page asks the API.
const token = new URL(location.href).searchParams.get("token");
const api = new URL(location.href).searchParams.get("api");

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (event.request.url.startsWith(api)) {
    const headers = new Headers(event.request.headers);
    headers.set("Authorization", `Bearer ${token}`);
    event.respondWith(fetch(event.request.url, { headers, cache: "no-store", mode: "cors" }));
  }
});
