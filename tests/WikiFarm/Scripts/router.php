<?php
// Router of `php -S`: /w/<entry>.php and /wiki/<title> go to MediaWiki's entry points, anything else is a static file
// below the wiki's folder (/images, and /w through the link to the code).
$farmPath = parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH );
$farmCode = getenv( 'FARM_FOLDER' ) . '/code';
if ( preg_match( '!^/w/(api|index|load|rest|thumb|opensearch_desc)\.php(/.*)?$!s', $farmPath, $farmMatch ) ) {
	$farmEntry = $farmMatch[1];
	$farmInfo = $farmMatch[2] ?? '';
} elseif ( str_starts_with( $farmPath, '/wiki/' ) ) {
	$farmEntry = 'index';
	$farmInfo = '';
} elseif ( in_array( $farmPath, [ '/', '/w/', '/wiki' ], true ) ) {
	header( 'Location: /wiki/Main_Page' );
	return true;
} else {
	return false;
}
require __DIR__ . '/requests.php';
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = "/w/$farmEntry.php";
$_SERVER['SCRIPT_FILENAME'] = "$farmCode/$farmEntry.php";
if ( $farmInfo !== '' ) {
	$_SERVER['PATH_INFO'] = rawurldecode( $farmInfo );
} else {
	unset( $_SERVER['PATH_INFO'] );
}
chdir( $farmCode );
require "$farmCode/$farmEntry.php";
