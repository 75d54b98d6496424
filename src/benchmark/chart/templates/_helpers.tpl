{{/* Each helper is given a mapping with the `name` of an app and the `app`. */}}

{{- define "apps.labels" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/part-of: {{ .app.namespace }}
app.kubernetes.io/managed-by: sluice
{{- end }}

{{- define "apps.instanceLabels" -}}
{{ include "apps.labels" . }}
app.kubernetes.io/instance: {{ .name }}
{{- end }}

{{- define "apps.versionedLabels" -}}
{{ include "apps.instanceLabels" . }}
app.kubernetes.io/version: {{ .app.image.tag | quote }}
{{- end }}

{{- define "apps.instanceSelector" -}}
matchLabels:
  app.kubernetes.io/instance: {{ .name }}
{{- end }}

{{/* A name with a hash of the content: changed configuration is a new object. */}}
{{- define "apps.configName" -}}
{{- $content := "" -}}
{{- range $file, $text := .app.config -}}
{{- $content = printf "%s%s\x00%s\x00" $content $file $text -}}
{{- end -}}
{{ .name }}-config-{{ $content | sha256sum | trunc 10 }}
{{- end }}

{{/* Is given the probe alone. */}}
{{- define "apps.probe" -}}
httpGet:
  {{- toYaml .httpGet | nindent 2 }}
periodSeconds: {{ .periodSeconds | default 5 }}
timeoutSeconds: {{ .timeoutSeconds | default 2 }}
failureThreshold: {{ .failureThreshold | default 3 }}
{{- end }}

{{/* Is given the name of a namespace. */}}
{{- define "apps.namespaceSelector" -}}
namespaceSelector:
  matchLabels:
    kubernetes.io/metadata.name: {{ . }}
{{- end }}

{{/* Is given a mapping with a `namespace` and, for the pods of one app, its name as `app`. */}}
{{- define "apps.peer" -}}
{{ include "apps.namespaceSelector" .namespace }}
{{- with .app }}
podSelector:
  matchLabels:
    app.kubernetes.io/name: {{ . }}
{{- end }}
{{- end }}
