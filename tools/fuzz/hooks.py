"""Aims generated requests at things that exist, checks each answer, and counts.

Schemathesis loads this by SCHEMATHESIS_HOOKS; the environment says where the server is.
"""

import json
import os
import threading

import requests
import schemathesis
from world import World

BASE = os.environ["FUZZ_BASE"]
TOKEN = os.environ["FUZZ_TOKEN"]
REQUESTS = os.environ["FUZZ_REQUESTS"]
FAULTS = os.environ.get("FUZZ_FAULTS") == "on"
PRINCIPAL = os.environ.get("FUZZ_PRINCIPAL", "admin")
AIMED = 0.75
# How long a stream is read that may have nothing to tell.
STREAM_SECONDS = 2

CATEGORIES = {
    400: {"INVALID"},
    401: {"UNAUTHENTICATED"},
    403: {"DENIED", "QUOTA"},
    404: {"NOT_FOUND"},
    405: {"INVALID"},
    406: {"INVALID"},
    409: {"CONFLICT"},
    410: {"NOT_FOUND", "INVALID", "CONFLICT"},
    412: {"CONFLICT", "INVALID"},
    413: {"INVALID"},
    415: {"INVALID"},
    422: {"INVALID", "UNSUPPORTED"},
    414: {"INVALID"},
    431: {"INVALID"},
    428: {"INVALID", "CONFLICT"},
    429: {"THROTTLED"},
    502: {"DEPENDENCY"},
    503: {"UNAVAILABLE", "CAPACITY"},
    504: {"UNKNOWN_OUTCOME"},
}
# Of what the server itself is full of; they say so and come with Retry-After.
OWN_LIMITS = {"too-many-requests-under-way", "too-many-waiting"}

world = World(BASE, TOKEN)
world.begin()
log = open(REQUESTS, "a", encoding="utf-8")
log_lock = threading.Lock()
pages = {}
pages_lock = threading.Lock()


def positive(case, location):
    meta = case._meta
    if meta is None:
        return True
    return not any(
        info.mode.is_negative and getattr(place, "value", str(place)) == location
        for place, info in meta.components.items()
    )


def phase(case):
    meta = case._meta
    return "unknown" if meta is None else str(meta.phase.name.value)


def wholly_positive(case):
    meta = case._meta
    return meta is None or meta.generation.mode.is_positive


def path_value(case, name, value):
    if value is not None and name in (case.path_parameters or {}):
        case.path_parameters[name] = value


def aim(case):
    """Puts what exists in place of what was made up."""
    route = case.operation.label
    path = case.operation.path
    params = case.path_parameters or {}
    if params and positive(case, "path") and world.chance(AIMED):
        if "{snapshot}" in path:
            found = world.snapshot()
            if found:
                path_value(case, "id", found[0])
                path_value(case, "snapshot", found[1])
        elif "/vms/{id}" in path:
            path_value(case, "id", aim_machine(case, route))
        elif "/operations/{id}" in path:
            cancel = path.endswith("/cancel")
            if cancel:
                made = world.create()
                path_value(case, "id", made.json().get("operation", {}).get("id"))
            else:
                path_value(case, "id", world.pick("operation"))
        elif "/placements/{id}" in path:
            path_value(case, "id", world.pick("decision"))
        elif "/plans/{id}" in path:
            aim_plan(case, path)
        elif "/accounts/{name}" in path:
            path_value(case, "name", world.pick("account"))
        elif "/templates/{name}" in path:
            path_value(case, "name", world.pick("template"))
            path_value(case, "version", 1)
        elif "/policies/{name}" in path:
            aim_policy(case, route)
        elif "/simulator/faults/{id}" in path:
            path_value(case, "id", world.fault())
    if isinstance(case.body, dict) and positive(case, "body") and world.chance(AIMED):
        aim_body(case, route)
    if positive(case, "query") and world.chance(0.5):
        aim_query(case)


def aim_machine(case, route):
    if route.startswith("DELETE"):
        machine = world.machine("FAILED") or world.machine()
    elif route.endswith("/actions/{verb}"):
        verb = case.path_parameters.get("verb")
        machine = world.machine("STOPPED" if verb in ("start", "delete") else "RUNNING")
    else:
        machine = world.machine("RUNNING", "STOPPED")
    if machine is None:
        return None
    if route.startswith("PATCH") and positive(case, "header"):
        tag = world.tag(f"/api/v1/vms/{machine['id']}")
        if tag:
            case.headers = {**(case.headers or {}), "If-Match": tag}
        if isinstance(case.body, dict) and positive(case, "body"):
            case.body = {"labels": {"fuzz": world.fresh_name("label")}}
    elif case.headers and "If-Match" in case.headers and positive(case, "header"):
        case.headers["If-Match"] = world.tag(f"/api/v1/vms/{machine['id']}") or "*"
    return machine["id"]


def aim_plan(case, path):
    plan = world.plan()
    if plan is None:
        return
    path_value(case, "id", plan["id"])
    if path.endswith("/apply") and isinstance(case.body, dict) and positive(case, "body"):
        case.body = {"hash": plan["hash"]}


def aim_policy(case, route):
    if route.startswith("GET"):
        path_value(case, "name", world.pick("policy"))
        if case.query:
            case.query.pop("version", None)
        return
    name = world.fresh_name("aim")
    world.call("POST", "/api/v1/policies", {"name": name, "weights": {"price": 1}})
    path_value(case, "name", name)
    if positive(case, "header"):
        tag = world.tag(f"/api/v1/policies/{name}")
        case.headers = {**(case.headers or {}), "If-Match": tag}


def aim_body(case, route):
    body = case.body
    if route == "POST /api/v1/vms":
        aim_spec(body)
    elif route == "POST /api/v1/placements":
        body.pop("placement", None)
        body.pop("market", None)
        body.pop("instanceType", None)
        body["size"] = {"vcpus": 2, "memoryGib": 4}
    elif route == "POST /api/v1/vms/batch":
        spec = {}
        aim_spec(spec)
        case.body = {"items": [{"create": spec}], "policy": "keep-successes"}
    elif route == "POST /api/v1/vms/adopt":
        machine = world.machine("RUNNING")
        if machine:
            status = machine["status"]
            case.body = {
                "account": status["account"],
                "name": machine["name"],
                "reference": status["providerReference"],
                "region": status["region"],
            }
    elif route in ("POST /api/v1/templates", "POST /api/v1/templates/{name}/versions"):
        body.pop("parameters", None)
        body["spec"] = {"size": {"vcpus": 1, "memoryGib": 1}}
        if "name" in body:
            body["name"] = world.fresh_name("fuzz")
    elif route in ("POST /api/v1/policies", "PUT /api/v1/policies/{name}"):
        body.pop("rules", None)
        body["weights"] = {"price": 1}
        if "name" in body:
            body["name"] = world.fresh_name("fuzz")
    elif route == "POST /api/v1/simulator/faults":
        case.body = {"name": "lost-reply", "times": 1}
    elif route == "POST /api/v1/placements/replay":
        case.body = {"latest": body.get("latest", 5) if isinstance(body.get("latest"), int) else 5}
    elif route.endswith("/actions/{verb}"):
        verb = (case.path_parameters or {}).get("verb")
        case.body = {"size": {"vcpus": 2, "memoryGib": 4}} if verb == "resize" else {}
    elif route.endswith("/snapshots"):
        body["name"] = world.fresh_name("fuzz")


def aim_spec(body):
    for field in ("instanceType", "template", "placement", "market", "network", "image"):
        body.pop(field, None)
    body["name"] = world.fresh_name("fuzz")
    body["size"] = {"vcpus": 1, "memoryGib": 1}


def aim_query(case):
    query = case.query
    if not query:
        return
    for name in ("pageToken", "account", "version", "parent"):
        query.pop(name, None)
    if case.operation.path in ("/api/v1/networks", "/api/v1/security-groups"):
        place = world.pick("place")
        if place:
            query["account"], query["region"] = place
    if "wait" in query:
        query["wait"] = "200ms"
    if query.get("dryRun") and world.chance(0.5):
        query.pop("dryRun")


def aim_headers(case):
    """A key names one request, and a plan takes none."""
    headers = case.headers
    if not headers or "Idempotency-Key" not in headers or not positive(case, "header"):
        return
    if (case.query or {}).get("dryRun") and world.chance(AIMED):
        del headers["Idempotency-Key"]
    elif world.chance(AIMED):
        headers["Idempotency-Key"] = world.fresh_name("key")


@schemathesis.hook
def before_call(ctx, case, kwargs):
    if phase(case) != "stateful":
        aim(case)
    if (case.query or {}).get("wait") == "20s":
        # The example of the description, which would hold up whatever can't end now.
        case.query["wait"] = "200ms"
    aim_headers(case)
    if case.operation.path == "/api/v1/events":
        kwargs["timeout"] = STREAM_SECONDS
        if positive(case, "query"):
            # What begins now, or is told of few things, may have nothing to tell for long.
            case.query = {"cursor": "oldest", "type": ["io.novacron.*"]}


@schemathesis.hook
def after_call(ctx, case, response):
    note(case, response.status_code, code_of(response))
    if (
        not FAULTS
        and response.status_code == 201
        and case.operation.label == "POST /api/v1/simulator/faults"
    ):
        world.call("DELETE", "/api/v1/simulator/faults")


@schemathesis.hook
def after_network_error(ctx, case, request):
    note(case, 0, "no-answer")


def code_of(response):
    if response.status_code < 400:
        return None
    try:
        return response.json().get("code")
    except (ValueError, AttributeError):
        return "no-problem"


def note(case, status, code):
    line = json.dumps(
        {
            "principal": PRINCIPAL,
            "route": case.operation.label,
            "method": case.method,
            "valid": wholly_positive(case),
            "phase": phase(case),
            "status": status,
            "code": code,
        }
    )
    with log_lock:
        log.write(line + "\n")
        log.flush()


@schemathesis.hook
def filter_failure(ctx, failure, case, response):
    """Drops what is as it should be.

    Null counts as absent where a body is no merge patch, so it is not nonsense. An address that shows
    bad tokens again and again has to wait, which refuses it as well.
    """
    name = type(failure).__name__
    if name == "ServerError" and FAULTS:
        # What explains 502, 503 and 504 is held by a check of its own.
        return response.status_code not in (502, 503, 504)
    if name == "AcceptedNegativeData":
        return not nulls(case.body)
    if name == "IgnoredAuth":
        return "429" not in f"{failure.message} {failure}"
    return True


def nulls(value):
    if isinstance(value, dict):
        return any(item is None or nulls(item) for item in value.values())
    if isinstance(value, list):
        return any(item is None or nulls(item) for item in value)
    return False


def explained(address):
    """Whether there is a page at the type of a problem."""
    with pages_lock:
        if address not in pages:
            pages[address] = requests.get(BASE + address, timeout=60).status_code == 200
        return pages[address]


@schemathesis.check
def errors_are_problems(ctx, response, case):
    status = response.status_code
    if status < 400:
        return
    kind = response.headers.get("content-type", [""])[0]
    assert kind.startswith("application/problem+json"), f"{status} came as {kind or 'nothing'}"
    if case.method == "HEAD":
        return
    problem = response.json()
    for field in ("type", "title", "status", "detail", "code", "category", "retryable"):
        assert field in problem, f"the problem lacks {field}"
    assert problem["status"] == status, f"status {problem['status']} within a {status}"
    legal = CATEGORIES.get(status, set())
    assert problem["category"] in legal, f"category {problem['category']} within a {status}"
    text = json.dumps(problem)
    for trace in ("Exception", "java.", "\\tat "):
        assert trace not in text, f"the problem shows the inside of the server: {trace}"
    if status in (429, 503):
        assert response.headers.get("retry-after"), f"{status} without Retry-After"
    assert explained(problem["type"]), f"{problem['type']} is no page"
    if status == 422:
        assert problem.get("errors") or problem.get("nextStep"), "422 without field or next step"


@schemathesis.check
def failures_have_a_cause(ctx, response, case):
    """502, 503 and 504 stand for what a cloud or a missing part did, and nothing else."""
    status = response.status_code
    assert status != 500, "a defect: " + response.text[:300]
    if status in (502, 503, 504):
        problem = response.json()
        if problem.get("code") in OWN_LIMITS:
            return
        assert FAULTS, f"{status} {problem.get('code')} with no fault on: {problem.get('detail')}"
        assert problem.get("provider") or problem.get("scope") or problem.get("operation") or (
            problem["category"] in ("CAPACITY", "DEPENDENCY", "UNKNOWN_OUTCOME", "UNAVAILABLE")
            and problem.get("detail")
        ), f"{status} that names no fault"
