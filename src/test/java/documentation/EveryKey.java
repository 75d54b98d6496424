package documentation;

/** An environment in which every key of the format occurs. */
final class EveryKey {
  private EveryKey() {}

  static final String MANIFEST =
      """
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: redis, namespace: shop}
      """;

  static final String SHAPE =
      """
      version: 1
      cluster:
        registries: [registry.example]
        gateway: {name: public, namespace: gateway, sectionName: https}
        requestsPerSecondMetric: http_requests_per_second
        routerNamespaces: [routers]
        prometheusNamespace: monitoring
        prometheus: {url: https://prometheus.example, scrapeInterval: 15s}
        dnsPolicy: Default
        nodeLocalDns: 169.254.20.10
        imagePullSecrets: [registry]
        priorityClass: {name: high, value: 10}
      namespaces:
        shop: {podSecurity: baseline, quota: {pods: 100, requests.cpu: 90, count/jobs.batch: 9}}
      exemptions:
        image-pinned: {reason: Test images are rebuilt under their tags., expires: "2027-01-31"}
      manifests:
        redis:
          files: [manifests/redis.yaml]
          exemptions:
            probes: {reason: It has none., expires: "2027-01-31"}
      apps:
        checkout:
          strategy: blueGreen
          namespace: shop
          image: registry.example/checkout
          command: [./checkout]
          args: [--fast]
          ports:
            http: {containerPort: 8080, servicePort: 80, protocol: TCP, appProtocol: http}
          probes:
            readiness:
              httpGet: {port: http, path: /ready}
              initialDelay: 1s
              period: 5s
              timeout: 1s
              failureThreshold: 3
            liveness: {tcpSocket: {port: http}}
            startup: {grpc: {port: http, service: checkout}}
          metrics: {port: http, path: /metrics}
          resources:
            requests: {cpu: 20m, memory: 32Mi, ephemeral-storage: 64Mi}
            limits: {cpu: 1, memory: 128Mi, ephemeral-storage: 256Mi}
          env:
            LOG_LEVEL: info
            HOST: {fieldRef: metadata.name}
            PIN: {secretKeyRef: {name: pin, key: pin}}
          config: {a.txt: hello}
          configPath: /etc/checkout
          secrets: {payments: /etc/payments}
          writablePaths: {/tmp: 64Mi}
          permissions:
            - {apiGroup: apps, resources: [deployments], verbs: [get], resourceNames: [checkout]}
          ingress: [{app: search, namespace: shop}, {cidr: 10.0.0.0/8}]
          egress: [{app: search, namespace: shop, ports: [8080]}, {cidr: 10.0.0.0/8}]
          updateStrategy: {maxSurge: 50%, minReady: 5s, progressDeadline: 1m, revisionHistoryLimit: 2}
          shutdown: {preStop: 10s, gracePeriod: 30s}
          maxUnavailable: 1
          runAsUser: 10002
          priorityClass: high
          verticalPodAutoscaler: recommend
          labels: {example.com/team: shop}
          annotations: {example.com/team: shop}
          exemptions: {secrets-as-files: {reason: The program reads no files., expires: "2027-01-31"}}
          autoscaling:
            minReplicas: 2
            maxReplicas: 4
            cpu: 70%
            memory: 70%
            requestsPerSecond: 100
            scaleUp:
              stabilizationWindow: 0s
              selectPolicy: Max
              policies: [{percent: 100, period: 15s}, {pods: 4, period: 15s}]
            scaleDown: {stabilizationWindow: 2m}
          services: {type: LoadBalancer, annotations: {a: b}, active: a, preview: p, blue: b, green: g}
          router:
            httpRoute:
              hostnames: [shop.example]
              gateway: {name: public, namespace: gateway, sectionName: https}
              pathPrefix: /checkout
              port: http
              pin: {X-Preview: "true"}
          smokeTest:
            httpGet: [{port: http, path: /version, status: 200}]
            timeout: 30s
            attempts: 2
            job:
              command: [./smoke-test]
              args: [--fast]
              image: registry.example/checkout-tests:1.0.0
              env:
                USERS: "5"
                POD: {fieldRef: metadata.name}
              timeout: 1m
          analysis:
            steps: [5, 50]
            interval: 60s
            bake: 60s
            failureLimit: 1
            inconclusiveLimit: 3
            errorLimit: 4
            onErrorLimit: hold
            metrics:
              errors:
                errorRate: {metric: http_requests_total}
                max: 1%
                maxRelative: 150%
                minSamples: 50
                window: 60s
                dryRun: true
              latency: {p95Latency: {metric: http_request_duration_seconds}, max: 200ms}
              cpu: {saturation: {metric: process_cpu_seconds_total}, max: 80%}
              orders:
                prometheus: 'sum(rate(orders{pod=~"${pods}"}[${window}]))'
                samples: 'sum(increase(orders{pod=~"${pods}"}[${window}]))'
                minSamples: 50
                min: "10"
              journey: {job: smokeTest}
              page:
                httpGet: {port: http, path: /, status: 200, count: 3, successes: 2, timeout: 2s}
          colors:
            blue: {args: [--blue]}
            green: {maxUnavailable: 1}
        search:
          strategy: canary
          namespace: shop
          image: registry.example/search
          ports:
            http: {containerPort: 8080}
          probes:
            readiness: {httpGet: {port: http, path: /ready}}
            liveness: {exec: {command: [./alive]}}
          resources:
            requests: {cpu: 20m, memory: 32Mi}
            limits: {cpu: 1, memory: 128Mi}
          replicas: 4
          services: {type: ClusterIP, stable: s, canary: c, shared: a}
          router:
            virtualService:
              hosts: [search.example]
              gateways: [gateway/public]
              port: http
              pin: {X-Preview: "true"}
          tracks:
            stable: {args: [--stable]}
            canary: {replicas: 2}
        feed:
          strategy: canary
          namespace: shop
          image: registry.example/feed
          ports:
            http: {containerPort: 8080}
          probes:
            readiness: {httpGet: {port: http, path: /ready}}
            liveness: {httpGet: {port: http, path: /live}}
          resources:
            requests: {cpu: 20m, memory: 32Mi}
            limits: {cpu: 1, memory: 128Mi}
          autoscaling: {minReplicas: 2, maxReplicas: 4, cpu: 70%}
          router: {httpRoute: {hostnames: [feed.example]}}
        worker:
          strategy: autoscaled
          namespace: shop
          image: registry.example/worker
          ports:
            http: {containerPort: 8080}
          probes:
            readiness: {httpGet: {port: http, path: /ready}}
            liveness: {httpGet: {port: http, path: /live}}
          resources:
            requests: {cpu: 20m, memory: 32Mi}
            limits: {cpu: 1, memory: 128Mi}
          autoscaling: {minReplicas: 2, maxReplicas: 4, cpu: 70%}
          services: {type: ClusterIP, annotations: {a: b}, sessionAffinity: {clientIP: 3h}, name: worker}
      """;

  static final String RELEASE =
      """
      config:
        sluice:requireReviewed: true
        sluice:applyUnreviewed: The registry of reviews is down.
        sluice:undoEdits: The load test of yesterday is over.
        sluice:context: test
        sluice:cluster: {uid: 0a1b2c3d-0000-4000-8000-000000000001, reason: The old one is gone.}
        sluice:journalKey: {secure: "v1:AAECAwQFBgcICQoL:DA0ODxAREhMUFRYX"}
        sluice:journalPublicKey: MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
        sluice:secrets:
          shop:
            payments: {token: {secure: "v1:bm9uY2Vub25jZQ==:Y2lwaGVy"}}
            pin: {pin: {secure: "v1:bm9uY2Vub25jZQ==:Y2lwaGVy"}}
        sluice:rollouts:
          checkout:
            active: blue
            versions: {blue: 1.0.0, green: 1.1.0}
            weight: 10
            minReplicas: {blue: 3, green: 3}
          search:
            versions: {stable: 1.0.0, canary: 1.1.0}
            weight: 25
          feed:
            versions: {stable: 1.0.0, canary: 1.1.0}
            minReplicas: {stable: 3, canary: 3}
          worker:
            version: 1.0.0
      """;
}
