# also: sim
# ARI over HTTPS: the certificate is verified, as elsewhere; and the same answers come.
https=https://127.0.0.1:$PBX_HTTPS_PORT/ari
amsh --ari "$https" ari get channels
expect_status 3
expect_err 'certificate'
amsh --ari "$https" --tls-ca "$PBX_CA" ari get asterisk/ping
expect_status 0
expect_out 'ping +pong'
amsh --ari "$https" --tls-ca "$PBX_CA" -j \
	-c 'ari events lock' -c 'ari put deviceStates/Stasis:door deviceState=INUSE' \
	-c 'wait -t 20 ari:DeviceStateChanged device_state.name=Stasis:door' \
	-c 'ari delete deviceStates/Stasis:door'
expect_status 0
expect_out '"device_state":\{"name":"Stasis:door","state":"INUSE"\}'
