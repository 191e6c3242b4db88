<?php
// Accounts from JSON lines on standard input: {"name", "password", "registration": "yyyyMMddHHmmss" or null, "groups": []}.
// A null registration date is what accounts from before 2005 have. Names are checked as valid, not as creatable: a
// production wiki has old accounts with names that nobody could register today.
require_once getenv( 'FARM_FOLDER' ) . '/code/maintenance/Maintenance.php';

use MediaWiki\MediaWikiServices;

class FarmAccounts extends Maintenance {
	public function execute() {
		$services = MediaWikiServices::getInstance();
		$database = $this->getDB( DB_PRIMARY );
		$this->beginTransaction( $database, __METHOD__ );
		while ( ( $line = fgets( STDIN ) ) !== false ) {
			$account = json_decode( $line, true, 8, JSON_THROW_ON_ERROR );
			$name = $services->getUserFactory()->newFromName( $account['name'], 'valid' );
			if ( !$name ) {
				$this->fatalError( "not a valid user name: {$account['name']}" );
			}
			$user = $name->isRegistered() ? $name : User::createNew( $name->getName() );
			$user->changeAuthenticationData( [ 'username' => $user->getName(), 'password' => $account['password'],
				'retype' => $account['password'] ] );
			$database->update( 'user', [ 'user_registration' => $account['registration'] ],
				[ 'user_id' => $user->getId() ], __METHOD__ );
			foreach ( $account['groups'] as $group ) {
				$services->getUserGroupManager()->addUserToGroup( $user, $group );
			}
		}
		$this->commitTransaction( $database, __METHOD__ );
	}
}

$maintClass = FarmAccounts::class;
require_once RUN_MAINTENANCE_IF_MAIN;
