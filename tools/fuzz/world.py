"""Keeps a server stocked with things that requests can be about, and knows their identifiers."""

import itertools
import random
import threading
import time

import requests

MACHINES = 6
STOPPED = 2
REFRESH_SECONDS = 2.0
WAIT_SECONDS = 300


class World:
    """Thread-safe. All of it goes through the API, as the administrator."""

    def __init__(self, base, token, seed=1):
        self.base = base
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"
        self.random = random.Random(seed)
        self.numbers = itertools.count(1)
        self.lock = threading.RLock()
        self.refreshed = 0.0
        self.machines = {}
        self.snapshots = {}
        self.known = {}

    def call(self, method, path, json=None, **headers):
        return self.session.request(
            method, self.base + path, json=json, headers=headers, timeout=60
        )

    def items(self, path):
        answer = self.call("GET", path)
        return answer.json()["items"] if answer.status_code == 200 else []

    def fresh_name(self, prefix):
        with self.lock:
            return f"{prefix}-{next(self.numbers)}-{self.random.randrange(16**6):06x}"

    def pick(self, kind):
        """One that exists of `machine`, `operation`, `policy` and so on; None when there is none."""
        with self.lock:
            self.refresh()
            found = self.known.get(kind)
            return self.random.choice(found) if found else None

    def machine(self, *states):
        """A machine in one of these states, in any when none is named."""
        with self.lock:
            self.refresh()
            found = [
                machine
                for machine in self.machines.values()
                if not states or machine["status"]["state"] in states
            ]
            return self.random.choice(found) if found else None

    def chance(self, probability):
        with self.lock:
            return self.random.random() < probability

    def refresh(self):
        if time.monotonic() - self.refreshed < REFRESH_SECONDS:
            return
        self.stock()
        self.machines = {
            machine["id"]: machine
            for machine in self.items("/api/v1/vms?pageSize=200")
        }
        self.known = {
            "machine": list(self.machines),
            "operation": [o["id"] for o in self.items("/api/v1/operations?pageSize=50")],
            "live-operation": [
                o["id"] for o in self.items("/api/v1/operations?done=false&pageSize=50")
            ],
            "decision": [d["id"] for d in self.items("/api/v1/placements?pageSize=50")],
            "account": [a["name"] for a in self.items("/api/v1/accounts")],
            "place": [
                (a["name"], region)
                for a in self.items("/api/v1/accounts")
                for region in a["regions"][:3]
            ],
            "template": [t["name"] for t in self.items("/api/v1/templates")],
            "policy": [p["name"] for p in self.items("/api/v1/policies?pageSize=1000")],
            "plan": [p["id"] for p in self.items("/api/v1/plans?pageSize=20")],
            "fault": [f["id"] for f in self.items("/api/v1/simulator/faults")],
        }
        self.refreshed = time.monotonic()

    def stock(self):
        """Makes what has become rare; waits for none of it."""
        states = [m["status"]["state"] for m in self.items("/api/v1/vms?pageSize=200")]
        running = states.count("RUNNING")
        for _ in range(MACHINES - min(MACHINES, len(states) - states.count("FAILED"))):
            self.create()
        if running > STOPPED and states.count("STOPPED") < STOPPED:
            for machine in self.items("/api/v1/vms?state=RUNNING&pageSize=1"):
                self.call("POST", f"/api/v1/vms/{machine['id']}/actions/stop")
        if not self.items("/api/v1/templates"):
            self.call(
                "POST",
                "/api/v1/templates",
                {
                    "name": self.fresh_name("seed"),
                    "spec": {"size": {"vcpus": 1, "memoryGib": 1}},
                },
            )
        if not any(not p["builtIn"] for p in self.items("/api/v1/policies?pageSize=1000")):
            self.call(
                "POST",
                "/api/v1/policies",
                {"name": self.fresh_name("seed"), "weights": {"price": 1}},
            )

    def create(self):
        made = self.call(
            "POST",
            "/api/v1/vms",
            {"name": self.fresh_name("seed"), "size": {"vcpus": 1, "memoryGib": 1}},
        )
        if made.status_code == 403 and made.json()["code"] == "budget-exceeded":
            # One that was made for a test allows nothing, so nothing could be tested any more.
            for budget in self.items("/api/v1/budgets?pageSize=1000"):
                path = f"/api/v1/budgets/{budget['name']}"
                self.call("DELETE", path, **{"If-Match": self.tag(path)})
        return made

    def begin(self):
        """Waits until there is a machine that runs."""
        limit = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < limit:
            self.refreshed = 0.0
            if self.machine("RUNNING"):
                return
            time.sleep(0.5)
        raise SystemExit(f"fuzz: no machine got to RUNNING within {WAIT_SECONDS} s")

    def snapshot(self):
        """A machine with a snapshot that is there, made anew when there is none."""
        with self.lock:
            for machine in list(self.machines):
                for snapshot in self.items(f"/api/v1/vms/{machine}/snapshots"):
                    if snapshot["state"] == "AVAILABLE":
                        return machine, snapshot["id"]
            machine = self.machine("STOPPED") or self.machine("RUNNING")
            if machine is None:
                return None
            made = self.call(
                "POST",
                f"/api/v1/vms/{machine['id']}/snapshots?wait=5s",
                {"name": self.fresh_name("seed")},
            )
            if made.status_code != 200:
                return None
            found = self.items(f"/api/v1/vms/{machine['id']}/snapshots")
            return (machine["id"], found[0]["id"]) if found else None

    def plan(self):
        """A plan that can still be applied."""
        answer = self.call(
            "POST",
            "/api/v1/vms?dryRun=true",
            {"name": self.fresh_name("planned"), "size": {"vcpus": 1, "memoryGib": 1}},
        )
        return answer.json() if answer.status_code == 200 else None

    def fault(self):
        """A fault that ends after one call."""
        answer = self.call(
            "POST",
            "/api/v1/simulator/faults",
            {"name": "lost-reply", "region": "eu-central-1", "times": 1},
        )
        return answer.json()["id"] if answer.status_code == 201 else None

    def tag(self, path):
        """The entity tag of what is there."""
        return self.call("GET", path).headers.get("ETag")
