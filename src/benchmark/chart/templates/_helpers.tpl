{{/* Each helper takes a mapping with the `name` of an app and the `app`. */}}

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

{{/* Returns a name with a hash of the content, so that each change makes a new object. */}}
{{- define "apps.configName" -}}
{{- $content := "" -}}
{{- range $file, $text := .app.config -}}
{{- $content = printf "%s%s\x00%s\x00" $content $file $text -}}
{{- end -}}
{{ .name }}-config-{{ $content | sha256sum | trunc 10 }}
{{- end }}

{{/* Takes only the probe. */}}
{{- define "apps.probe" -}}
httpGet:
  {{- toYaml .httpGet | nindent 2 }}
periodSeconds: {{ .periodSeconds | default 5 }}
timeoutSeconds: {{ .timeoutSeconds | default 2 }}
failureThreshold: {{ .failureThreshold | default 3 }}
{{- end }}

{{/* Takes the name of a namespace. */}}
{{- define "apps.namespaceSelector" -}}
namespaceSelector:
  matchLabels:
    kubernetes.io/metadata.name: {{ . }}
{{- end }}

{{/* Takes a mapping with a `namespace` and, for the pods of one app, its name as `app`. */}}
{{- define "apps.peer" -}}
{{ include "apps.namespaceSelector" .namespace }}
{{- with .app }}
podSelector:
  matchLabels:
    app.kubernetes.io/name: {{ . }}
{{- end }}
{{- end }}
