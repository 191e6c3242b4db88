<?php
// One JSON line a request, so that tests can ask what the client under test sent. The farm's own client isn't logged,
// and no secret is.
if ( !str_starts_with( $_SERVER['HTTP_USER_AGENT'] ?? '', 'WikiFarm/' ) ) {
	$farmSecrets = [ 'password' => 1, 'wpPassword' => 1, 'lgpassword' => 1, 'token' => 1, 'client_secret' => 1, 'createtoken' => 1 ];
	$farmLine = json_encode( [
		'method' => $_SERVER['REQUEST_METHOD'],
		'uri' => $_SERVER['REQUEST_URI'],
		'userAgent' => $_SERVER['HTTP_USER_AGENT'] ?? null,
		'post' => (object)array_filter( array_diff_key( $_POST, $farmSecrets ), 'is_string' ),
	], JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE );
	file_put_contents( getcwd() . '/requests.jsonl', "$farmLine\n", FILE_APPEND | LOCK_EX );
}
