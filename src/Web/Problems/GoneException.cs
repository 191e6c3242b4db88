using Microsoft.AspNetCore.Http;

namespace CampaignDashboard.Web.Problems;

/// <summary>
/// What a page is about was deleted: found while the page is being made, where no result can be returned. Becomes the page
/// that says so, with 410.
/// </summary>
public sealed class GoneException() : BadHttpRequestException("It was deleted.", StatusCodes.Status410Gone);
