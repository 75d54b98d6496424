"""The apps of the benchmark, and the inputs from which Sluice and Helm make the same objects."""

import hashlib
import json
import re

TEAMS = ["accounts", "billing", "catalog", "checkout", "delivery", "identity", "media", "orders", "search", "support"]
SERVICES = ["api", "worker", "gateway", "indexer", "scheduler", "notifier", "importer", "exporter", "cache", "rules"]
REGIONS = ["eu-central", "eu-west", "us-east", "ap-south"]
ENVIRONMENT = "bench"

# Matches those of the texts here that every YAML reader takes for text.
PLAIN = re.compile(r"[A-Za-z/][\w/.:@%-]*[\w%]|\d+\.\d+\.\d+\S*|\d+[a-zA-Z%]\w?")
PRIORITY = {"name": "workload", "value": 1000}


def apps(count):
    """Maps names to apps, with the keys of `environments/base.yaml`; no two apps are alike."""
    return {name(i): app(i, count) for i in range(count)}


def name(i):
    team, service = TEAMS[i % 10], SERVICES[i // 10 % 10]
    return f"{team}-{service}" if i < 100 else f"{team}-{service}-{i // 100 + 1}"


def app(i, count):
    probes = {"readiness": http_get("/ready"), "liveness": {**http_get("/live"), "period": "10s"}}
    if i % 4 == 0:
        probes = {"startup": {**http_get("/ready"), "period": "2s", "failureThreshold": 30}, **probes}
    scaling = {"minReplicas": 2 + i % 3, "maxReplicas": 6 + i % 9, "cpu": f"{60 + 5 * (i % 4)}%"}
    if i % 2:
        scaling["memory"] = "80%"
    called = (i + 1) % count
    egress = [{**peer(called), "ports": [8080]}]
    if i % 3 == 0:
        egress.append({"cidr": f"10.{20 + i % 10}.0.0/16", "ports": [5432, 6379]})
    return {
        "strategy": "autoscaled",
        "namespace": TEAMS[i % 10],
        "image": f"registry.example/{TEAMS[i % 10]}/{name(i)}",
        "ports": {"http": {"containerPort": 8080}, "metrics": {"containerPort": 9090}},
        "metrics": {"port": "metrics"},
        "probes": probes,
        "resources": {
            "requests": {"cpu": f"{100 + 10 * (i % 7)}m", "memory": f"{128 + 16 * (i % 5)}Mi"},
            "limits": {"cpu": f"{500 + 50 * (i % 7)}m", "memory": f"{256 + 32 * (i % 5)}Mi"},
        },
        "env": {
            "JAVA_TOOL_OPTIONS": "-XX:MaxRAMPercentage=75 -XX:+ExitOnOutOfMemoryError",
            "LOG_LEVEL": "info",
            "REGION": REGIONS[i % 4],
            "UPSTREAM": f"http://{name(called)}.{TEAMS[called % 10]}.svc:8080",
        },
        "config": {"application.yaml": config(i)},
        "writablePaths": {"/tmp": "64Mi"},
        "autoscaling": scaling,
        "ingress": [{"namespace": TEAMS[i % 10]}, peer((i - 1) % count)],
        "egress": egress,
    }


def peer(i):
    return {"app": name(i), "namespace": TEAMS[i % 10]}


def http_get(path):
    return {"httpGet": {"port": "http", "path": path}}


def config(i):
    return (
        f"server:\n  port: 8080\n  threads: {8 + i % 8}\n  shutdown: graceful\n"
        f"management:\n  port: 9090\n  endpoints: [health, metrics]\n"
        f"pool:\n  name: {name(i)}\n  size: {4 + i % 12}\n  timeout: {500 + 25 * (i % 10)}ms\n"
        f"features:\n  - audit\n  - {'batching' if i % 2 else 'streaming'}\n"
    )


def overrides(i):
    """Returns what the environment overrides for an app; it overrides nothing for every third."""
    if i % 3 == 0:
        return {}
    changed = {"env": {"LOG_LEVEL": "warn"}, "resources": {"requests": {"cpu": f"{250 + 10 * (i % 5)}m"}}}
    return changed if i % 3 == 1 else {**changed, "autoscaling": {"maxReplicas": 20 + i % 11}}


def version(i):
    return f"1.{i % 20}.{i % 7}", "sha256:" + hashlib.sha256(name(i).encode()).hexdigest()


def overridden(count, change=lambda changed: changed):
    return {name(i): change(overrides(i)) for i in range(count) if overrides(i)}


def write_project(folder, count):
    """Writes a Sluice project."""
    cluster = {"registries": ["registry.example"], "prometheusNamespace": "monitoring", "priorityClass": PRIORITY}
    base = {"version": 1, "cluster": cluster, "namespaces": {team: {} for team in TEAMS}, "apps": apps(count)}
    releases = {name(i): {"version": "@".join(version(i))} for i in range(count)}
    write(folder / "environments/base.yaml", base)
    write(folder / f"environments/{ENVIRONMENT}.yaml", {"version": 1, "apps": overridden(count)})
    write(folder / f"Pulumi.{ENVIRONMENT}.yaml", {"config": {"sluice:rollouts": releases}})


def write_values(folder, count):
    """Writes the same apps as values of the chart: for all environments, for this one, and the versions."""
    base = {
        "namespaces": TEAMS,
        "priorityClass": PRIORITY,
        "prometheusNamespace": "monitoring",
        "apps": {name: in_helms_words(app) for name, app in apps(count).items()},
    }
    tags = {name(i): {"image": dict(zip(("tag", "digest"), version(i)))} for i in range(count)}
    write(folder / "base.yaml", base)
    write(folder / f"{ENVIRONMENT}.yaml", {"apps": overridden(count, in_helms_words)})
    write(folder / f"{ENVIRONMENT}-versions.yaml", {"apps": tags})


def in_helms_words(app):
    words = {key: value for key, value in app.items() if key not in ("strategy", "metrics")}
    if "image" in app:
        words["image"] = {"repository": app["image"]}
        words["ports"] = {port: at["containerPort"] for port, at in app["ports"].items()}
        words["probes"] = {name: probe(p) for name, p in app["probes"].items()}
    if "autoscaling" in app:
        words["autoscaling"] = {key: percent(value) for key, value in app["autoscaling"].items()}
    return words


def probe(app_probe):
    words = {"httpGet": app_probe["httpGet"]}
    if "period" in app_probe:
        words["periodSeconds"] = int(app_probe["period"].rstrip("s"))
    if "failureThreshold" in app_probe:
        words["failureThreshold"] = app_probe["failureThreshold"]
    return words


def percent(value):
    return int(value.rstrip("%")) if isinstance(value, str) else value


def write(file, content):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines(content, "")) + "\n")


def lines(value, indent):
    """Yields lines of YAML as people write it."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from entry(f"{indent}{scalar(key)}:", item, indent + "  ")
    else:
        for item in value:
            if isinstance(item, dict):
                first, *others = lines(item, indent + "  ")
                yield f"{indent}- {first.lstrip()}"
                yield from others
            else:
                yield f"{indent}- {scalar(item)}"


def entry(key, item, indent):
    if isinstance(item, str) and "\n" in item:
        yield f"{key} |"
        yield from (indent + line for line in item.splitlines())
    elif isinstance(item, (dict, list)) and item:
        yield key
        yield from lines(item, indent)
    else:
        yield f"{key} {scalar(item)}"


def scalar(value):
    return value if isinstance(value, str) and PLAIN.fullmatch(value) else json.dumps(value)
