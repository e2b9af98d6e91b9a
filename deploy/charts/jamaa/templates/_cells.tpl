{{/* Where this cell stands among others, as a YAML map: {others: codes, underHub, isHub}. Nobody, and nothing, where it stands alone. */}}
{{- define "jamaa.among" -}}
{{- $cells := .Values.cells -}}
{{- $national := eq .Values.cell "00" -}}
{{- if $cells.domain -}}
{{- if not .Values.tls.enabled -}}{{- fail "tls.enabled: cells call one another over mutual TLS only" -}}{{- end -}}
{{- if not (or $national (has .Values.cell $cells.regions)) -}}
{{- fail (printf "cells.regions: %s itself is not among them; the list is the same in every cell" .Values.cell) -}}
{{- end -}}
{{- end -}}
{{- $others := without $cells.regions .Values.cell -}}
{{- if $cells.hub -}}{{- $others = prepend $others $cells.hub -}}{{- end -}}
{{- dict "others" $others "underHub" (ne $cells.hub "") "isHub" (and $national (gt (len $others) 0)) | toYaml -}}
{{- end -}}

{{/* {root, service, cell}: under which name a service of another cell is reached. */}}
{{- define "jamaa.nameAcross" -}}
{{ .service }}.{{ .cell }}.{{ .root.Values.cells.domain }}
{{- end -}}

{{/* {root, service}: `06=host:port,…`, the service in every other cell. */}}
{{- define "jamaa.ofOthers" -}}
{{- $at := . -}}
{{- $all := list -}}
{{- range (include "jamaa.among" .root | fromYaml).others -}}
{{- $all = append $all (printf "%s=%s:7070" . (include "jamaa.nameAcross" (dict "root" $at.root "service" $at.service "cell" .))) -}}
{{- end -}}
{{- join "," $all -}}
{{- end -}}

{{/* {root, service}: likewise, but only at the hub: where the journals of all are read. */}}
{{- define "jamaa.ofRead" -}}
{{- if (include "jamaa.among" .root | fromYaml).isHub -}}{{- include "jamaa.ofOthers" . -}}{{- end -}}
{{- end -}}

{{/* Cells whose streams the hub reads, its own the first. */}}
{{- define "jamaa.readCells" -}}
{{- $among := include "jamaa.among" . | fromYaml -}}
{{- if $among.isHub -}}{{- prepend $among.others .Values.cell | join "," -}}{{- end -}}
{{- end -}}

{{/* {root, service}: the service at the hub, in a région that has one. */}}
{{- define "jamaa.ofHub" -}}
{{- if .root.Values.cells.hub -}}{{- include "jamaa.nameAcross" (merge (dict "cell" .root.Values.cells.hub) .) -}}:7070{{- end -}}
{{- end -}}

{{/* {root, component}: whose durables the migration makes on its stream, `insights@00`. */}}
{{- define "jamaa.readers" -}}
{{- $among := include "jamaa.among" .root | fromYaml -}}
{{- $all := list -}}
{{- if $among.underHub -}}
{{- range dig "across" "readBy" "region" list .component -}}{{- $all = append $all (printf "%s@%s" . $.root.Values.cells.hub) -}}{{- end -}}
{{- else if $among.isHub -}}
{{- range $reader := dig "across" "readBy" "hub" list .component -}}
{{- range $among.others -}}{{- $all = append $all (printf "%s@%s" $reader .) -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- join "," $all -}}
{{- end -}}

{{/* {root, component}: not empty where services of other cells call it, on the port of gRPC. */}}
{{- define "jamaa.calledAcross" -}}
{{- $among := include "jamaa.among" .root | fromYaml -}}
{{- if $among.others -}}
{{- if dig "across" "counterparts" false .component -}}yes{{- else -}}{{- include "jamaa.readers" . -}}{{- end -}}
{{- end -}}
{{- end -}}

{{/* {root, name, component}: not empty where it calls services of other cells. */}}
{{- define "jamaa.callsAcross" -}}
{{- $at := . -}}
{{- $among := include "jamaa.among" .root | fromYaml -}}
{{- $side := ternary "hub" (ternary "region" "" $among.isHub) $among.underHub -}}
{{- if $among.others -}}
{{- if dig "across" "counterparts" false .component -}}yes{{- end -}}
{{- range .root.Files.Get "files/components.yaml" | fromYaml -}}
{{- if has $at.name (dig "across" "readBy" $side list .) -}}yes{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Port of the door for the national gateway, in a cell that has one: a région under a hub, and the hub itself with hosts.national. */}}
{{- define "jamaa.edgePort" -}}
{{- if or .Values.cells.hub .Values.hosts.national -}}8443{{- end -}}
{{- end -}}

{{/* `00=https://…,06=https://…`: the doors of all cells, the own one inside the cluster. */}}
{{- define "jamaa.gateways" -}}
{{- $all := list (printf "%s=https://%s:8443" .Values.cell (include "jamaa.host" (dict "root" . "name" "gateway"))) -}}
{{- range (include "jamaa.among" . | fromYaml).others -}}
{{- $all = append $all (printf "%s=https://%s:8443" . (include "jamaa.nameAcross" (dict "root" $ "service" "gateway" "cell" .))) -}}
{{- end -}}
{{- join "," $all -}}
{{- end -}}

{{/* {root, cidrs, ports}: a rule of a network policy that leads out, never into the cluster's own networks by being wide. */}}
{{- define "jamaa.egressOut" -}}
- to:
    {{- range .cidrs }}
    - ipBlock:
        cidr: {{ . | quote }}
        {{- if eq . "0.0.0.0/0" }}
        except: {{ toJson $.root.Values.privateNetworks }}
        {{- end }}
    {{- end }}
  ports: [{{ range $i, $port := .ports }}{{ if $i }}, {{ end }}{ port: {{ $port }}, protocol: TCP }{{ end }}]
{{- end -}}
