<?php
// Takes "Authorization: Bearer TOKEN" for the accounts that the wiki's tokens.json names, as the extension OAuth's session
// provider does: a session of the token's own, with the rights of its grants and no others, and an error of the API for a
// token that is none.

use MediaWiki\MediaWikiServices;
use MediaWiki\Session\SessionBackend;
use MediaWiki\Session\SessionInfo;
use MediaWiki\Session\UserInfo;

class FarmTokens extends MediaWiki\Session\ImmutableSessionProviderWithCookie {
	public function provideSessionInfo( WebRequest $request ) {
		if ( !preg_match( '/^Bearer (.+)$/', (string)$request->getHeader( 'Authorization' ), $match ) ) {
			return null;
		}
		$folder = getenv( 'FARM_FOLDER' ) . '/wikis/' . getenv( 'FARM_WIKI' );
		$known = json_decode( (string)@file_get_contents( "$folder/tokens.json" ), true ) ?: [];
		$grant = $known[$match[1]] ?? null;
		if ( !$grant ) {
			return $this->refuse();
		}
		$user = MediaWikiServices::getInstance()->getUserFactory()->newFromName( $grant['user'] );
		return new SessionInfo( SessionInfo::MAX_PRIORITY, [
			'provider' => $this,
			'id' => $this->hashToSessionId( $match[1] ),
			'userInfo' => UserInfo::newFromUser( $user, true ),
			'persisted' => true,
			'forceUse' => true,
			'metadata' => [ 'rights' => MediaWikiServices::getInstance()->getGrantsInfo()->getGrantRights(
				array_merge( [ 'basic' ], $grant['grants'] ) ) ],
		] );
	}

	public function getAllowedUserRights( SessionBackend $backend ) {
		return $backend->getProviderMetadata()['rights'] ?? [];
	}

	private function refuse() {
		$this->getHookContainer()->register( 'ApiBeforeMain', static function () {
			throw ApiUsageException::newWithMessage( null,
				new RawMessage( 'The authorization headers in your request are not valid: Invalid access token' ),
				'mwoauth-invalid-authorization' );
		} );
		return new SessionInfo( SessionInfo::MAX_PRIORITY, [ 'provider' => $this, 'id' => $this->hashToSessionId( 'bogus' ),
			'userInfo' => UserInfo::newAnonymous(), 'persisted' => false ] );
	}
}
