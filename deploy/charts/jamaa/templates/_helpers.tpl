{{/* The software's facts merged with the size class and the operator's own wishes, by component: a YAML map. */}}
{{- define "jamaa.components" -}}
{{- $facts := .Files.Get "files/components.yaml" | fromYaml -}}
{{- $size := .Files.Get (printf "sizes/%s.yaml" .Values.sizeClass) | fromYaml -}}
{{- $all := dict -}}
{{- range $name, $_ := .Values.components -}}
{{- if not (hasKey $facts $name) -}}{{- fail (printf "components.%s: there is no such component" $name) -}}{{- end -}}
{{- end -}}
{{- range $name, $fact := $facts -}}
{{- $wish := index $.Values.components $name | default dict -}}
{{- $here := or (not $fact.where) $.Values.hosts.national -}}
{{- if and $here (ne (toString (dig "enabled" true $wish)) "false") -}}
{{- $merged := mergeOverwrite (deepCopy $fact) (deepCopy (index $size $name)) (omit $wish "enabled") -}}
{{- if gt (int $merged.replicas.min) (int $merged.replicas.max) -}}
{{- fail (printf "components.%s.replicas: min %d is more than max %d" $name (int $merged.replicas.min) (int $merged.replicas.max)) -}}
{{- end -}}
{{- $_ := set $all $name $merged -}}
{{- end -}}
{{- end -}}
{{- $_ := include "jamaa.among" . -}}
{{- if not (hasKey $all "gateway") -}}{{- fail "components.gateway.enabled: nothing else leads into the cell" -}}{{- end -}}
{{- range $name, $component := $all -}}
{{- range $component.calls -}}
{{- if not (hasKey $all .) -}}{{- fail (printf "components.%s.enabled: %s calls it" . $name) -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- if le (int (trimSuffix "h" .Values.tls.duration)) (int (trimSuffix "h" .Values.tls.renewBefore)) -}}
{{- fail "tls.renewBefore: must be less than tls.duration" -}}
{{- end -}}
{{- $all | toYaml -}}
{{- end -}}

{{- define "jamaa.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}{{ .repository }}@{{ .digest }}{{- else -}}{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}{{- end -}}
{{- end -}}
{{- end -}}

{{/* {root, name}: what selects the pods of a component; never changes. */}}
{{- define "jamaa.selector" -}}
app.kubernetes.io/part-of: jamaa
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .name }}
{{- end -}}

{{- define "jamaa.labels" -}}
{{ include "jamaa.selector" . }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
jamaa/cell: {{ .root.Values.cell | quote }}
{{- end -}}

{{- define "jamaa.name" -}}
{{ .root.Release.Name }}-{{ .name }}
{{- end -}}

{{/* Host of a component's service inside the cluster. */}}
{{- define "jamaa.host" -}}
{{ include "jamaa.name" . }}.{{ .root.Release.Namespace }}.svc.cluster.local
{{- end -}}

{{- define "jamaa.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile: { type: RuntimeDefault }
{{- end -}}

{{- define "jamaa.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities: { drop: [ALL] }
{{- end -}}

{{/* {root, name, component}: settings that the process and its migration share. */}}
{{- define "jamaa.env" -}}
{{- $root := .root -}}
- { name: NODE_ENV, value: production }
{{- if not .component.keyless }}
- { name: CELL, value: {{ $root.Values.cell | quote }} }
- { name: SECRETS_DIR, value: /etc/jamaa/secrets }
{{- end }}
- { name: LOG_LEVEL, value: {{ $root.Values.telemetry.logLevel | quote }} }
- { name: NODE_COMPILE_CACHE, value: /tmp/compile-cache }
{{- if $root.Values.tls.enabled }}
- { name: TLS_DIR, value: /etc/jamaa/tls }
{{- end }}
{{- if .component.stored }}
- { name: NATS_URL, value: {{ $root.Values.nats.url | quote }} }
- { name: STREAM_REPLICAS, value: {{ $root.Values.nats.replicas | quote }} }
{{- end }}
{{- range $peer := .component.calls }}
- name: {{ $peer | upper | replace "-" "_" }}_ADDRESS
  value: {{ include "jamaa.host" (dict "root" $root "name" $peer) }}:7070
{{- end }}
{{- range $key, $text := .component.settings }}
{{- $value := tpl $text $root }}
{{- if $value }}
- { name: {{ $key }}, value: {{ $value | quote }} }
{{- end }}
{{- end }}
{{- range $key, $with := .component.secrets }}
{{- if or (eq $with "") (dig $with "enabled" false $root.Values.integrations) }}
- name: {{ $key }}
  valueFrom: { secretKeyRef: { name: {{ $root.Values.secrets.prefix }}-{{ $.name }}, key: {{ $key }} } }
{{- end }}
{{- end }}
{{- end -}}

{{/* {root, name, component}: everything in SECRETS_DIR, and the certificate. */}}
{{- define "jamaa.volumes" -}}
{{- $root := .root -}}
{{- $prefix := $root.Values.secrets.prefix -}}
{{- if not .component.keyless }}
- name: secrets
  projected:
    defaultMode: 288
    sources:
      {{- if .component.stored }}
      - secret: { name: {{ $prefix }}-{{ .name }}, items: [{ key: {{ .name }}.key.json, path: {{ .name }}.key.json }] }
      - secret: { name: {{ $prefix }}-callers, items: [{ key: callers.jwks.json, path: callers.jwks.json }] }
      {{- end }}
      {{- range $secret, $k := .component.keys }}
      {{- if or (not $k.with) (dig ($k.with | default "-") "enabled" false $root.Values.integrations) }}
      - secret:
          name: {{ $prefix }}-{{ $secret }}
          items:
            {{- range $k.files }}
            - { key: {{ . }}, path: {{ . }} }
            {{- end }}
      {{- end }}
      {{- end }}
{{- end }}
{{- if and (has "issuer" (.component.external | default list)) $root.Values.integrations.issuer.keysConfigMap }}
- name: issuer
  configMap: { name: {{ $root.Values.integrations.issuer.keysConfigMap }}, items: [{ key: jwks.json, path: jwks.json }] }
{{- end }}
{{- if $root.Values.tls.enabled }}
- name: tls
  secret: { secretName: {{ include "jamaa.name" . }}-tls, defaultMode: 288 }
{{- end }}
- name: tmp
  emptyDir: { sizeLimit: 256Mi }
{{- end -}}

{{- define "jamaa.mounts" -}}
{{- if not (.component).keyless }}
- { name: secrets, mountPath: /etc/jamaa/secrets, readOnly: true }
{{- end }}
{{- if and (has "issuer" ((.component).external | default list)) .root.Values.integrations.issuer.keysConfigMap }}
- { name: issuer, mountPath: /etc/jamaa/issuer, readOnly: true }
{{- end }}
{{- if .root.Values.tls.enabled }}
- { name: tls, mountPath: /etc/jamaa/tls, readOnly: true }
{{- end }}
- { name: tmp, mountPath: /tmp }
{{- end -}}

{{/* Who is meant by {namespace, pods, cidrs}: the peers of a network policy rule. */}}
{{- define "jamaa.peers" -}}
{{- range .cidrs }}
- ipBlock: { cidr: {{ . | quote }} }
{{- end }}
{{- if .namespace }}
- namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: {{ .namespace }} } }
  {{- with .pods }}
  podSelector: { matchLabels: {{ toJson . }} }
  {{- end }}
{{- end }}
{{- end -}}

{{/* {root, name}: a certificate of the cell's own authority. */}}
{{- define "jamaa.certificate" -}}
secretName: {{ include "jamaa.name" . }}-tls
duration: {{ .root.Values.tls.duration }}
renewBefore: {{ .root.Values.tls.renewBefore }}
privateKey: { algorithm: ECDSA, size: 256, rotationPolicy: Always }
usages: [digital signature, server auth, client auth]
dnsNames:
  - {{ .name }}
  - {{ include "jamaa.name" . }}
  - {{ include "jamaa.name" . }}.{{ .root.Release.Namespace }}.svc
  - {{ include "jamaa.host" . }}
  {{- if and .component (or (include "jamaa.calledAcross" .) (and .component.door (include "jamaa.edgePort" .root))) }}
  - {{ include "jamaa.nameAcross" (dict "root" .root "service" .name "cell" .root.Values.cell) }}
  {{- end }}
issuerRef: {{ toJson .root.Values.tls.issuer }}
{{- end -}}

{{- define "jamaa.egressDns" -}}
- to:
    - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }
  ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }]
{{- end -}}

{{- define "jamaa.egressServers" -}}
- to: {{- include "jamaa.peers" .Values.mongodb.to | trim | nindent 4 }}
  ports: [{ port: {{ .Values.mongodb.to.port }}, protocol: TCP }]
- to: {{- include "jamaa.peers" .Values.nats.to | trim | nindent 4 }}
  ports: [{ port: {{ .Values.nats.to.port }}, protocol: TCP }]
{{- end -}}
