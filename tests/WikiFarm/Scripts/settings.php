<?php
// Settings of all wikis of the farm. Everything that is a place or a port comes from the environment and from
// addresses.json, so that a farm's folder can be copied and run beside the original.
$farmFolder = getenv( 'FARM_FOLDER' );
$farmWiki = getenv( 'FARM_WIKI' );
$farmData = "$farmFolder/wikis/$farmWiki";
$farmAddresses = json_decode( (string)@file_get_contents( "$farmFolder/addresses.json" ), true ) ?: [];

$wgSitename = [ 'frwiki' => 'Wikipédia', 'commonswiki' => 'Wikimedia Commons', 'metawiki' => 'Meta' ][$farmWiki] ?? 'Wikipedia';
$wgLanguageCode = [ 'frwiki' => 'fr', 'nlwiki' => 'nl' ][$farmWiki] ?? 'en';
$wgServer = $wgCanonicalServer = $farmAddresses[$farmWiki] ?? 'http://127.0.0.1';
$wgScriptPath = '/w';
$wgArticlePath = '/wiki/$1';
$wgUsePathInfo = true;
$wgMetaNamespace = 'Project';
if ( $farmWiki === 'enwiki' ) {
	$wgExtraNamespaces = [ 118 => 'Draft', 119 => 'Draft_talk' ];
}
$wgSecretKey = $wgUpgradeKey = str_repeat( '0123456789abcdef', 4 );
$wgAuthenticationTokenVersion = '1';
wfLoadSkin( 'Vector' );
$wgDefaultSkin = 'vector';
wfLoadExtension( 'Renameuser' ); // People rename themselves.

// SQLite without fsync. 'flags' => 0: no transaction around a whole request. With DBO_DEFAULT a POST holds SQLite's write
// lock all along, and two edits of one page in a row deadlock for 15 s (the page lock of LinksUpdate against the write lock).
$wgDBtype = 'sqlite';
$wgDBname = $farmWiki;
$wgSQLiteDataDir = "$farmData/data";
$wgDBservers = [ [ 'type' => 'sqlite', 'dbname' => $wgDBname, 'dbDirectory' => $wgSQLiteDataDir, 'tablePrefix' => '',
	'host' => '', 'user' => '', 'password' => '', 'load' => 1, 'flags' => 0,
	'variables' => [ 'synchronous' => 'OFF', 'temp_store' => 'MEMORY' ] ] ];
$farmSqlite = static fn ( string $name ) => [ 'type' => 'sqlite', 'dbname' => $name, 'tablePrefix' => '', 'flags' => 0,
	'dbDirectory' => $wgSQLiteDataDir, 'trxMode' => 'IMMEDIATE', 'variables' => [ 'synchronous' => 'OFF' ] ];
$wgObjectCaches[CACHE_DB] = [ 'class' => SqlBagOStuff::class, 'loggroup' => 'SQLBagOStuff',
	'server' => $farmSqlite( 'wikicache' ) ];
$wgJobTypeConf['default'] = [ 'class' => 'JobQueueDB', 'claimTTL' => 3600, 'server' => $farmSqlite( "{$farmWiki}_jobqueue" ) ];

// No cache of what tests change behind a server's back: every process sees the database.
$wgMainCacheType = CACHE_NONE;
$wgMessageCacheType = CACHE_ACCEL;
$wgParserCacheType = CACHE_DB;
$wgSessionCacheType = CACHE_DB;
$wgObjectCacheSessionExpiry = 100 * 365 * 86400; // Time travel: an hour passes between two requests.
$wgCacheDirectory = false;
$wgLocalisationCacheConf = [ 'class' => LocalisationCache::class, 'store' => 'array', 'storeClass' => false,
	'storeDirectory' => "$farmFolder/l10n", 'storeServer' => [], 'forceRecache' => false,
	'manualRecache' => is_file( "$farmFolder/l10n/complete" ) ];

$wgEnableUploads = true;
$wgUploadDirectory = "$farmData/images";
$wgUploadPath = '/images';
$wgUseImageMagick = false;
$wgFileExtensions = [ 'png', 'gif', 'jpg', 'jpeg', 'webp', 'svg', 'pdf' ];
$wgJobRunRate = 0;
$wgEnableEmail = true;
$wgEmailAuthentication = true;
// Mail goes to nobody: a JSON line each, for tests to read.
$wgHooks['AlternateUserMailer'][] = static function ( $headers, $to, $from, $subject, $body ) use ( $farmData ) {
	$line = json_encode( [ 'to' => array_map( static fn ( $one ) => $one->address, (array)$to ), 'subject' => $subject,
		'body' => (string)$body ], JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES );
	file_put_contents( "$farmData/mail.jsonl", "$line\n", FILE_APPEND | LOCK_EX );
	return false;
};
$wgPasswordPolicy['policies'] = [ 'default' => [ 'MinimalPasswordLength' => [ 'value' => 1 ] ] ];
$wgPasswordDefault = 'B'; // A cheap hash: tests sign in often.
$wgPasswordAttemptThrottle = [];
$wgAccountCreationThrottle = 0;
$wgRateLimits = [];
$wgShowExceptionDetails = true;
$wgPingback = false;
$wgRCMaxAge = 20 * 365 * 86400;
$wgGroupPermissions['sysop']['deleterevision'] = true;
$wgGroupPermissions['sysop']['deletelogentry'] = true;
$wgGroupPermissions['sysop']['import'] = true;
$wgGroupPermissions['suppress']['hideuser'] = true;

// People let programs act for them, as with the extension OAuth.
$wgAutoloadClasses['FarmTokens'] = __DIR__ . '/tokens.php';
$wgSessionProviders[FarmTokens::class] = [ 'class' => FarmTokens::class ];

// Links between the wikis, by the same prefixes as in production.
$wgHooks['InterwikiLoadPrefix'][] = static function ( $prefix, &$data ) use ( $farmAddresses ) {
	$wiki = [ 'en' => 'enwiki', 'fr' => 'frwiki', 'nl' => 'nlwiki', 'c' => 'commonswiki', 'm' => 'metawiki' ][$prefix] ?? '';
	if ( !isset( $farmAddresses[$wiki] ) ) {
		return true;
	}
	$data = [ 'iw_url' => "$farmAddresses[$wiki]/wiki/\$1", 'iw_api' => "$farmAddresses[$wiki]/w/api.php",
		'iw_wikiid' => $wiki, 'iw_local' => 1, 'iw_trans' => 0 ];
	return false;
};

// Time travel: a request happens at the instant that its header names (yyyyMMddHHmmss, UTC).
$farmInstant = $_SERVER['HTTP_X_MW_FAKE_TIME'] ?? getenv( 'MW_FAKE_TIME' );
if ( $farmInstant ) {
	Wikimedia\Timestamp\ConvertibleTimestamp::setFakeTime( (string)$farmInstant );
}
if ( is_file( "$farmData/override.php" ) ) {
	require "$farmData/override.php";
}
