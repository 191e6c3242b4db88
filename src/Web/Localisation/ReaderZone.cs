namespace CampaignDashboard.Web.Localisation;

/// <summary>
/// The IANA time zone that the reader lives by, a feature of the request of who said so: moments are told in it beside
/// the zone that they belong to.
/// </summary>
public sealed record ReaderZone(string Id);
