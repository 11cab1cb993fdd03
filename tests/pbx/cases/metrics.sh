# The metrics of one server and of several, one of them down: whole, and what promtool accepts.
conf=$WORK/amsh.conf
cat >"$conf" <<CONF
[general]
user = $PBX_USER
secret_file = $PBX_SECRET_FILE
tls_ca = $PBX_CA
[plain]
server = ami://$PBX_HOST:$PBX_AMI_PORT
[tls "site"]
server = amis://localhost:$PBX_TLS_PORT
[down]
server = ami://127.0.0.1:1
[reporter]
server = ami://$PBX_HOST:$PBX_AMI_PORT
user = reporter
[all]
group = plain, down, tls "site"
CONF

# What is on stdout is in Prometheus' format. promtool is in Debian's package prometheus.
expect_metrics()
{
	awk -f "${0%/*}/exposition.awk" "$WORK/out" || fail "metrics in the right format"
	! command -v promtool >/dev/null || promtool check metrics <"$WORK/out" ||
		fail "metrics that promtool accepts"
}

bare --config "$conf" -s plain metrics
expect_status 0
expect_quiet
expect_metrics
expect_out '^amsh_up\{server="plain"\} 1$'
expect_out '^amsh_calls\{server="plain"\} [0-9]+$'
expect_out '^amsh_endpoints\{server="plain",technology="PJSIP",state="not_in_use"\} [0-9]+$'
expect_out '^amsh_queue_members\{server="plain",queue="support",state="not_in_use"\} 2$'
expect_out '^amsh_queue_callers\{server="plain",queue="sales"\} 0$'
expect_out '^amsh_uptime_seconds\{server="plain"\} [0-9]+'
expect_count 6 '^amsh_collector_success\{.*\} 1$'

bare --config "$conf" -s all metrics
expect_status 0
expect_err '^amsh: down: 127.0.0.1:1: connection refused$'
expect_metrics
expect_count 3 '^amsh_up\{'
expect_out '^amsh_up\{server="down"\} 0$'
expect_out '^amsh_up\{server="tls \\"site\\""\} 1$'
expect_count 2 '^amsh_channels\{'
expect_count 1 '^# TYPE amsh_up '

# What the account may not ask is left out, and said.
bare --config "$conf" -s reporter metrics
expect_status 0
expect_err '^amsh: metrics: PJSIPShowEndpoints: Permission denied \(it needs write = system'
expect_metrics
expect_no_out '^amsh_endpoints'
expect_out '^amsh_collector_success\{server="reporter",collector="endpoints"\} 0$'
expect_out '^amsh_calls\{'
